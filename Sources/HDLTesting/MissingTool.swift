import ExternalTools

/// A tool that a check needs and that isn't installed.
public typealias MissingTool = ExternalTools.MissingTool
