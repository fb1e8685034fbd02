import SwiftParser

/// Names that an author may not give, for something else bears them.
public enum ReservedName {
  /// Why a name can be neither that of a block nor that of an exercise, in a clause; nil if it can.
  public static func reason(of name: String) -> String? {
    isKeyword(name) ? "'\(name)' is a word of the Swift language" : nil
  }

  /// Why a name cannot be that of an exercise; nil if it can.
  public static func reason(ofExercise name: String) -> String? {
    if let reason = reason(of: name) { return reason }
    return workFiles.contains(name)
      ? "'\(name)' is the name of a file that Unroll keeps in the folder Work" : nil
  }

  /// Why a function of a lesson should not have a name; nil if it may.
  public static func reason(ofFunction name: String) -> String? {
    if let reason = reason(of: name) { return reason }
    return provided.contains(name)
      ? "'\(name)' is what every lesson can call already, and a second one would be taken in its place"
      : nil
  }

  /// Whether Swift reads the name as a word of its own.
  private static func isKeyword(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.allSatisfy({ isLetter($0) || $0 == UInt8(ascii: "_") }) else {
      return false
    }
    return !name.isValidSwiftIdentifier(for: .variableName)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// What lies in `Work`, or is compiled in a way of its own.
  private static let workFiles: Set<String> = ["guesses", "main", "try"]

  /// Functions and variables that blocks see without importing anything: those of the engine, of the plots, of
  /// the runtime, and those of Swift that lessons call most.
  static let provided: Set<String> = [
    "AdamW", "abs", "accuracy", "addingProblem", "adviseTime", "areaChart", "assert", "attend",
    "attentionAlignment", "attentionDiagram", "autoregression", "backpropagationNetwork",
    "bandChart", "barChart", "bidirectionalNetwork", "binaryCrossEntropy",
    "bitsPerCharacter", "calciumTrace", "check", "climateProxy", "clipGradients",
    "coefficientOfDetermination", "confusionMatrix", "copyProblem", "cos", "crossEntropy",
    "cuedSignals", "debugPrint", "declineCurve", "diagramChart", "dropout", "dropoutMask", "dump",
    "encoderDecoderNetwork",
    "eigenvalues", "exp", "fatalError", "figureOverTime", "flipFlop", "generator",
    "gradientCheck", "gradientNorm", "gradientVector", "gruCellDiagram", "heatmap", "histogram",
    "joinEngineThreads", "latchProblem", "leastSquares", "lengthMask", "lineChart", "log",
    "logSoftmax", "lstmCellDiagram", "machineRuns", "majorityOfNeighbours", "max",
    "meanAbsoluteError", "meanSquaredError", "min", "minibatches", "movementDecoding",
    "movingBlob", "nestedBrackets", "nextSymbolStreams", "noGradient", "noisySine",
    "numberInWords", "orderOfTwo", "perplexity", "phasePlane", "pow", "precondition", "print",
    "probabilities", "randomWalk", "readLine", "refractorySpikes", "relu", "repeatElement",
    "sampledSymbol", "scatterChart", "seismogram", "selfAttentionBlockDiagram", "sequence",
    "setGradients", "show", "sigmoid",
    "sin", "sinePieces", "singularValues", "sinusoidalPositions", "smallMultiples", "softmax",
    "softplus", "spectralNorm", "spectralRadius", "sqrt", "stackedNetwork", "stationPosition",
    "stepChart",
    "stepJacobian", "stride", "swap", "tanh", "temporalOrder", "text", "trendWithTwoSines",
    "truncatedBackpropagation", "type", "unrolledNetwork", "wellLogs", "windows",
    "withRecurrentDropout", "zip",
  ]
}
