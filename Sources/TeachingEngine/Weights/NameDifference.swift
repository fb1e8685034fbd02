/// How the names of a file differ from those of a model, and what makes them agree.
struct NameDifference {
  /// What the file lacks.
  let missing: [String]
  /// What the model lacks.
  let unknown: [String]
  /// What the model has.
  let known: [String]

  /// What to do, in words of the engine.
  var fix: String {
    withoutCounterpart ?? prefix ?? layerOrCell ?? depth ?? biases ?? renaming
      ?? "build the model as it was when the file was written"
  }

  /// What PyTorch has and this engine has not.
  private var withoutCounterpart: String? {
    let parts: [(part: String, fix: String)] = [
      ("weight_hr", "an LSTM with proj_size has no counterpart here: train one without"),
      ("q_proj_weight", "build nn.MultiheadAttention without kdim and vdim"),
      ("bias_k", "build nn.MultiheadAttention without add_bias_kv"),
      ("running_mean", "batch normalisation has no counterpart here: use LayerNorm"),
    ]
    return parts.first { part in
      unknown.contains { $0.hasSuffix(part.part) || $0.contains(part.part + "_l") }
    }?
    .fix
  }

  /// The file is of a module that holds the model, or the reverse.
  private var prefix: String? {
    guard !missing.isEmpty, !unknown.isEmpty else { return nil }
    let parts = Set(unknown.flatMap(Self.parts)).sorted().filter { part in
      missing.allSatisfy { unknown.contains("\(part).\($0)") }
    }
    if let part = parts.first {
      let others = parts.dropFirst().map { "\"\($0)\"" }.joined(separator: ", ")
      return "take that part of the file, as in "
        + "model.load(Safetensors(contentsOf: path).part(\"\(part)\"))"
        + (others.isEmpty ? "" : ", or another of these names: \(others)")
    }
    if let first = missing.first.flatMap(Self.firstPart),
      unknown.allSatisfy({ missing.contains("\(first).\($0)") })
    {
      return "load it into that part of the model, model.\(first)"
    }
    return nil
  }

  private var layerOrCell: String? {
    if missing.contains(where: { unknown.contains($0 + "_l0") }) {
      return "the file is of a layer, such as nn.LSTM: load it into Unrolled(cell) or Fused(cell)"
    }
    if unknown.contains(where: { missing.contains($0 + "_l0") }) {
      return "the file is of a cell, such as nn.LSTMCell: load it into the layer's cell"
    }
    return nil
  }

  private var depth: String? {
    if unknown.contains(where: { $0.hasSuffix("_reverse") }) {
      return "the file is of a bidirectional layer: build Bidirectional(forward:backward:)"
    }
    if missing.contains(where: { $0.hasSuffix("_reverse") }) {
      return "the file is of one direction: load it into the forward layer"
    }
    let counts = (Self.layers(unknown + known.filter { !missing.contains($0) }), Self.layers(known))
    guard counts.0 != counts.1, counts.0 > 0, counts.1 > 0 else { return nil }
    return "the file is of \(counts.0) layer\(counts.0 == 1 ? "" : "s"): build Stacked with as many"
  }

  private var biases: String? {
    func areBiases(_ names: [String]) -> Bool {
      !names.isEmpty && names.allSatisfy { $0.contains("bias") }
    }
    if unknown.isEmpty, areBiases(missing) {
      if missing.allSatisfy({ $0.contains("bias_hh") }) {
        return "the file has one bias: build the cell with biases: .one"
      }
      if missing.contains(where: { $0.contains("in_proj_bias") }) {
        return "build nn.MultiheadAttention with bias=True"
      }
      return missing.contains { $0.contains("bias_ih") }
        ? "the file has no bias: build the cell with biases: .none"
        : "the file has no bias: build the layer with bias: false"
    }
    guard missing.isEmpty, areBiases(unknown) else { return nil }
    return unknown.contains { $0.contains("bias_ih") }
      ? "the file has biases: build the cell with biases: .two"
      : "the file has a bias: build the layer with bias: true"
  }

  private var renaming: String? {
    guard missing.count == unknown.count, let old = unknown.first, let new = missing.first else {
      return nil
    }
    return "rename the entries, as in file.renaming([\"\(old)\": \"\(new)\"])"
  }

  private static func firstPart(_ name: String) -> String? {
    name.contains(".") ? String(name.prefix { $0 != "." }) : nil
  }

  /// The parts that a name stands in: `encoder.lstm.weight` in `encoder` and in `encoder.lstm`.
  private static func parts(_ name: String) -> [String] {
    name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) }
  }

  /// How many stacked layers names speak of: `weight_ih_l2` is of the third.
  private static func layers(_ names: [String]) -> Int {
    let numbers = names.compactMap { name -> Int? in
      let start = name.split(separator: "weight_ih_l").last.map(String.init) ?? ""
      return name.contains("weight_ih_l") ? Int(start.prefix { $0.isNumber }) : nil
    }
    return (numbers.max() ?? -1) + 1
  }
}
