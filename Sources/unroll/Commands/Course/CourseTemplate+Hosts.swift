/// What builds, checks and publishes a course elsewhere.
extension CourseTemplate {
  /// Unroll is built from its sources, which the course does not hold.
  private static let program = ".unroll/.build/debug/unroll"

  /// A workflow of GitHub.
  static let github = """
    # Checks the course at every push, and publishes the branch main on GitHub Pages.
    # Settings, Pages: choose "GitHub Actions". Settings, Secrets and variables, Actions, Variables: set UNROLL_SOURCE to
    # the address from which Unroll's sources are cloned, and, as you like, UNROLL_VERSION to a branch or tag of them.
    name: course
    on:
      push:
      pull_request:
      workflow_dispatch:
    concurrency:
      group: course-${{ github.ref }}
      cancel-in-progress: true
    jobs:
      course:
        runs-on: ubuntu-latest
        # The sandbox of blocks needs rights that containers lack.
        container: { image: "swift:6.3", options: --privileged }
        env:
          UNROLL_SOURCE: ${{ vars.UNROLL_SOURCE }}
          UNROLL_VERSION: ${{ vars.UNROLL_VERSION || 'main' }}
          UNROLL_CACHE: .unroll/results
        steps:
          - uses: actions/checkout@v4
          - uses: actions/cache@v4
            with:
              path: .unroll
              key: unroll-${{ vars.UNROLL_VERSION || 'main' }}-${{ github.run_id }}
              restore-keys: unroll-${{ vars.UNROLL_VERSION || 'main' }}-
          - name: Unroll
            run: |
              test -n "$UNROLL_SOURCE" || { echo "Set the variable UNROLL_SOURCE, as .github/workflows/course.yml says."; exit 1; }
              apt-get update -qq && apt-get install -y -qq make git
              test -d .unroll/.git || git clone --depth 1 --branch "$UNROLL_VERSION" "$UNROLL_SOURCE" .unroll
              make -C .unroll build
          - name: Check
            run: \(program) check --junit check.xml
          - name: Build
            run: \(program) build
          - uses: actions/upload-pages-artifact@v3
            if: github.ref == 'refs/heads/main'
            with: { path: Site/public }
      publish:
        if: github.ref == 'refs/heads/main'
        needs: course
        runs-on: ubuntu-latest
        permissions: { pages: write, id-token: write }
        environment:
          name: github-pages
          url: ${{ steps.pages.outputs.page_url }}
        steps:
          - id: pages
            uses: actions/deploy-pages@v4

    """

  /// A pipeline of GitLab.
  static let gitlab = """
    # Checks the course at every push, and publishes the default branch on GitLab Pages.
    # Settings, CI/CD, Variables: set UNROLL_SOURCE to the address from which Unroll's sources are cloned, and, as you like,
    # UNROLL_VERSION to a branch or tag of them. The sandbox of blocks needs a runner whose containers are privileged.
    stages: [course, publish]

    course:
      stage: course
      image: swift:6.3
      variables: { UNROLL_CACHE: .unroll/results }
      cache:
        key: unroll
        paths: [.unroll]
      script:
        - test -n "$UNROLL_SOURCE" || { echo "Set the variable UNROLL_SOURCE, as .gitlab-ci.yml says."; exit 1; }
        - apt-get update -qq && apt-get install -y -qq make git
        - test -d .unroll/.git || git clone --depth 1 --branch "${UNROLL_VERSION:-main}" "$UNROLL_SOURCE" .unroll
        - make -C .unroll build
        - \(program) check --junit check.xml
        - \(program) build
      artifacts:
        when: always
        paths: [Site/public]
        reports: { junit: check.xml }

    pages:
      stage: publish
      image: swift:6.3
      rules:
        - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      script:
        - mv Site/public public
      artifacts:
        paths: [public]

    """
}
