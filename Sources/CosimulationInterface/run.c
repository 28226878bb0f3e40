// posix_spawn_file_actions_addchdir_np is an extension that Swift's Glibc module doesn't show.
#define _GNU_SOURCE
#include "CosimulationInterface.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

// A program just written counts as open for writing while a child that another thread has forked meanwhile still holds
// the descriptor, which is until that child becomes its own program.
static int spawnOnceClosed(
    pid_t *child, const posix_spawn_file_actions_t *actions, char *const *arguments, char *const *environment) {
    enum { attempts = 200, pauseMicroseconds = 10000 };
    int error = ETXTBSY;
    for (int attempt = 0; attempt < attempts && error == ETXTBSY; ++attempt) {
        if (attempt) usleep(pauseMicroseconds);
        error = posix_spawn(child, arguments[0], actions, 0, arguments, environment);
    }
    return error;
}

int32_t cosimulationRun(
    const char *directory, const char *outputPath, char *const *arguments, char *const *environment,
    int32_t *exitStatus) {
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (!error) {
        error = posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    }
    if (!error) error = posix_spawn_file_actions_adddup2(&actions, 1, 2);
    if (!error) error = posix_spawn_file_actions_addchdir_np(&actions, directory);
    pid_t child = 0;
    if (!error) error = spawnOnceClosed(&child, &actions, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    if (error) return error;

    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return errno;
    }
    *exitStatus = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return 0;
}
