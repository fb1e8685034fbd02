import Foundation
import Testing

@testable import Classroom

@Suite("Tables in CSV")
struct CSVTests {
  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(bytes: Array(text.utf8), file: "a.csv")
  }

  @Test(
    "are written again byte for byte",
    arguments: [
      "id,name\n007,Curie\n", "id,name\r\n007,Curie\r\n", "id;name\n1;\"a;b\"\n", "id\tname\n1\t2",
      "\u{FEFF}id,name\n1,2\n", "\u{FEFF}sep=;\r\nid;name\r\n1;2\r\n", "id,name\r1,2\r",
      "id,name\n1,\"two\r\nlines, \"\"quoted\"\"\"\n", "\"id\",\"name\"\n\"1\",\"plain\"\n\n\n",
      "id,name\n=1+1,'=2\n-1,\"=3\"\n", "id,name\n1\n", "id,name\n1,2,,\n",
      "id,name\n e\u{301} ,é\n",
      "id,na\"me\n1,5\"\n", "id,\u{301}x\n1,\u{301}y\n",
    ]
  )
  func roundTrip(text: String) throws {
    #expect(try Array(table(text).text.utf8) == Array(text.utf8))
  }

  @Test(
    "cells are read whatever the separator, the line end and the quotes",
    arguments: [
      "id,name\n007,\"Curie, \"\"Marie\"\"\"\n", "id;name\r\n007;\"Curie, \"\"Marie\"\"\"",
      "\u{FEFF}\"id\"\t\"name\"\r007\t\"Curie, \"\"Marie\"\"\"\r",
      "sep=;\nid;name\n\"007\";\"Curie, \"\"Marie\"\"\"\n",
    ]
  )
  func reading(text: String) throws {
    let table = try table(text)
    #expect(table.columns == ["id", "name"])
    #expect(table.rows.map { [$0[0], $0[1]] } == [["007", "Curie, \"Marie\""]])
  }

  @Test("a row knows its line where a cell above it has several")
  func lines() throws {
    let rows = try table("id,name\n1,\"a\r\nb\nc\"\n2,x\n").rows
    #expect(rows.map(\.line) == [2, 5])
    #expect(rows.map(\.number) == [2, 3])
  }

  @Test("a set cell is quoted as it must be, and the others stay")
  func setting() throws {
    var table = try table("\u{FEFF}id;name;note\r\n 1;\"x\";\r\n2;y\r\n")
    table.set("a, \"b\"", row: 0, column: 2)
    table.set("y", row: 1, column: 1)
    table.set("two\nlines", row: 1, column: 2)
    table.append(["3", " z", ""])
    #expect(
      table.text
        == "\u{FEFF}id;name;note\r\n 1;\"x\";\"a, \"\"b\"\"\"\r\n2;y;\"two\nlines\"\r\n3;\" z\";\r\n"
    )
  }

  @Test("a row added below a file without an end of line begins a line of its own")
  func appending() throws {
    var table = try table("id,name\r\n1,2")
    table.append(["3", "4"])
    #expect(table.text == "id,name\r\n1,2\r\n3,4\r\n")
  }

  @Test(
    "what a spreadsheet would run stands behind an apostrophe, and is read as it was",
    arguments: [
      ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
      ("-2+3", "'-2+3"), ("\t=1", "\"'\t=1\""), ("＝1+1", "'＝1+1"), ("=\u{301}1", "'=\u{301}1"),
      ("'=1", "''=1"), ("''=1", "'''=1"),
      ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""),
      ("-1", "-1"), ("+3.5", "+3.5"), ("-1,5", "\"-1,5\""), ("-", "-"), ("-1e-3", "-1e-3"),
      ("", ""),
      ("O'Brien", "O'Brien"), ("'tis", "'tis"), ("007", "007"), ("a=1", "a=1"),
    ]
  )
  func formulas(text: String, written: String) throws {
    var table = CSVTable(columns: ["id"], file: "a.csv")
    table.append([text])
    #expect(table.text == "id\n\(written)\n")
    let again = try self.table(table.text)
    if !text.isEmpty { #expect(Array(again.rows[0][0].utf8) == Array(text.utf8)) }
  }

  @Test(
    "mistakes name file, line and row, and the fix",
    arguments: [
      ("", "a.csv: the table has no first row with the names of its columns: write them there"),
      (
        "id,name\n1,\"two\n2,x\n",
        "a.csv:2: a quotation mark opens a cell that nothing closes: close it"
      ),
      (
        "id,name\n1,\"a\nb\"\n2,\"b\" c\n",
        "a.csv:4: row 3: text follows the quotation mark that closes a cell: write a mark within a cell twice"
      ),
      (
        "id,name\n1,Curie, Marie\n",
        "a.csv:2: the row has 3 cells and the table 2 columns: put a cell that holds ',' between double quotes"
      ),
      ("id\n1\u{0}\n", "a.csv:2: the line holds a null byte: save the table as 'CSV UTF-8'"),
    ]
  )
  func mistakes(text: String, message: String) throws {
    let error = try #require(throws: ClassMistakes.self) { try table(text) }
    #expect(error.description == "error: \(message)")
  }

  @Test(
    "what is no UTF-8 is refused with the fix",
    arguments: [
      (
        [0x69, 0x64, 0x0A, 0xFC, 0x0A],
        "a.csv:2: the line is not UTF-8: save the table as 'CSV UTF-8'"
      ),
      ([0xFF, 0xFE, 0x69, 0x00], "a.csv: the table is in UTF-16: save the table as 'CSV UTF-8'"),
      (
        [0x50, 0x4B, 0x03, 0x04, 0x00],
        "a.csv: this is a spreadsheet or an archive, and no CSV: save the table as 'CSV UTF-8'"
      ),
    ] as [([UInt8], String)]
  )
  func encodings(bytes: [UInt8], message: String) throws {
    let error = try #require(throws: ClassMistakes.self) {
      try CSVTable(bytes: bytes, file: "a.csv")
    }
    #expect(error.description == "error: \(message)")
  }
}
