/// Placeholder until the module is filled.
public struct Chart: Codable, Sendable, Equatable {}
/// Placeholder until the module is filled.
public struct Table: Codable, Sendable, Equatable {}
