/// What Moodle's grading worksheets say in the languages that universities use most.
enum MoodleWords {
  /// What Moodle calls a grade and comments in the languages that universities use most; others are named.
  static let gradeNames = [
    "grade", "bewertung", "note", "calificación", "nota", "valutazione", "cijfer", "beoordeling",
    "betyg", "karakter",
    "arvosana", "ocena", "hodnocení", "známka", "оцінка", "оценка", "not", "βαθμός", "成绩", "成績",
    "評点", "점수", "avaliação",
    "qualificació", "osztályzat", "notă", "hinne",
  ]
  static let commentNames = [
    "feedback comments", "feedback als kommentar", "feedbackkommentare", "commentaires de feedback",
    "feedback par commentaires",
    "comentarios de retroalimentación", "comentários de feedback", "commenti al feedback",
    "commenti", "feedbackcommentaar",
  ]

  /// What the column is called that says whether a grade can be changed; else it is the one right of the maximum.
  static let changeableNames = [
    "grade can be changed", "bewertung kann geändert werden", "la note peut être modifiée",
    "la calificación puede cambiarse", "la calificación puede ser cambiada",
    "a nota pode ser alterada", "la valutazione può essere modificata",
    "cijfer kan gewijzigd worden",
  ]
  /// The words for yes.
  static let yes: Set<String> = [
    "yes", "ja", "oui", "sí", "si", "sì", "sim", "kyllä", "tak", "ano", "áno", "da", "да", "так",
    "evet", "ναι", "igen", "jah", "bai", "はい", "是", "예", "نعم", "כן", "já", "taip", "jā",
  ]
  /// The words for no.
  static let no: Set<String> = [
    "no", "nein", "non", "não", "nee", "nej", "nei", "ei", "nie", "ne", "nu", "нет", "ні", "не",
    "hayır", "όχι", "nem", "ez", "いいえ", "否", "아니요", "아니오", "لا", "לא", "nē",
  ]
}
