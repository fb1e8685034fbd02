import LessonRuntime
print("host")
