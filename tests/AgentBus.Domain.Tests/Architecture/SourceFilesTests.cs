using System.Text.RegularExpressions;
using AgentBus.Domain.Tests.Scenes;

namespace AgentBus.Domain.Tests.Architecture;

public sealed partial class SourceFilesTests
{
    private const int MaxLines = 400;
    private const int MaxProgramLines = 60;
    private const int MaxGrainLines = 250;

    private static readonly IReadOnlyList<string> Sources = SourceTree.Files("*.cs", "src", "tests");

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines() => Longer(Sources, MaxLines).ShouldBeEmpty();

    [Fact]
    public void A_program_only_composes() =>
        Longer(SourceTree.Files("Program.cs", "src"), MaxProgramLines).ShouldBeEmpty();

    [Fact]
    public void A_grain_class_stays_small() =>
        SourceTree.Files("*.cs", "src/AgentBus.Grains")
            .SelectMany(static f => GrainClass().Matches(File.ReadAllText(SourceTree.PathOf(f))).Select(m => (Grain: m.Groups["name"].Value, File: f)))
            .Distinct()
            .GroupBy(static g => g.Grain, StringComparer.Ordinal)
            .Where(static g => g.Sum(static p => SourceTree.Lines(p.File).Length) > MaxGrainLines)
            .Select(static g => g.Key)
            .ShouldBeEmpty();

    [Fact]
    public void Names_say_what_things_are() =>
        Sources.Where(static f => f.Contains("AgentBus.", StringComparison.Ordinal))
            .Where(static f => f.Split('/', '.').Any(static part => EmptyName().IsMatch(part)))
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() =>
        Sources.Where(static f => !f.EndsWith("/SourceFilesTests.cs", StringComparison.Ordinal))
            .Where(static f => LeftForLater().IsMatch(File.ReadAllText(SourceTree.PathOf(f))))
            .ShouldBeEmpty();

    private static IEnumerable<string> Longer(IEnumerable<string> files, int lines) =>
        files.Select(static f => (File: f, SourceTree.Lines(f).Length)).Where(f => f.Length > lines).Select(static f => $"{f.File}: {f.Length}");

    [GeneratedRegex(@"^\s*(public|internal)( sealed| abstract)?( partial)? class (?<name>\w+Grain)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex GrainClass();

    [GeneratedRegex("(^|[a-z])(Common|Utils?|Utilities|Helpers?|Managers?|Base|Misc)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|#region|NotImplementedException", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex LeftForLater();
}
