import LessonHost

LessonHost.main()
