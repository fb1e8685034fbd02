/// Somebody whose answers are graded.
public struct ClassMember: Equatable, Sendable {
  /// The id, as the roster or the folder of answers spells it.
  public var id: String
  /// The name and the address that the roster gives; empty where nobody says.
  public var lastName = ""
  /// The first name.
  public var firstName = ""
  /// The e-mail address.
  public var email = ""
  /// Whether the roster names the student; true for everybody where there is none.
  public var isOnRoster = true

  /// Makes a student of whom only the id is known.
  public init(id: String) { self.id = id }
}

extension ClassMember {
  /// A student whom the roster names.
  public init(_ student: Student) {
    id = student.id
    (lastName, firstName, email) = (student.lastName, student.firstName, student.email)
  }
}
