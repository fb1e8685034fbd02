/// A student, as the roster knows them.
public struct Student: Equatable, Sendable {
  /// The name of the student's folder.
  public var id: String
  /// The family name.
  public var lastName: String
  /// The given name.
  public var firstName: String
  /// The address for mail.
  public var email: String
  /// The group or section.
  public var group: String
  /// What else the roster says, by the names of its columns.
  public var other: [String: String]

  /// A student of whom the id is known, and what else there is.
  public init(
    id: String,
    lastName: String = "",
    firstName: String = "",
    email: String = "",
    group: String = "",
    other: [String: String] = [:]
  ) {
    (self.id, self.lastName, self.firstName) = (id, lastName, firstName)
    (self.email, self.group, self.other) = (email, group, other)
  }
}
