using System.Text.RegularExpressions;
using AgentBus.Domain.Tests.Scenes;

namespace AgentBus.Domain.Tests.Architecture;

/// <summary>The front-end turns protocols into envelopes and grain calls and keeps nothing of the domain (TRN-16): it names neither a store nor grain state.</summary>
public sealed partial class FrontEndTests
{
    private static readonly string[] Folders = ["Gateway", "Http", "Json", "Telemetry"];

    public static TheoryData<string> Files { get; } =
    [
        .. Folders.SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src/AgentBus.Silo", folder), "*.cs", SearchOption.AllDirectories))
            .Select(static file => Path.GetRelativePath(SourceTree.Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void It_names_no_store_and_no_state(string file) => Stores().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, file))).Select(static match => match.Value).ShouldBeEmpty();

    [Fact]
    public void What_serves_every_protocol_does_not_know_one_of_them() =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src/AgentBus.Silo/Ledger"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => Endpoints().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();

    [Fact]
    public void The_stores_are_found_where_they_are_named() =>
        Stores().Matches("IJournal, IQueueStore, IPersistentState<AgentState>; AgentBus.Storage").Select(static match => match.Value).ShouldBe(["IJournal", "IQueueStore", "IPersistentState", "AgentBus.Storage"]);

    [GeneratedRegex(@"\bAgentBus\.Silo\.(?:Http|Gateway)\b", RegexOptions.None, 1_000)]
    private static partial Regex Endpoints();

    [GeneratedRegex(@"\b(?:I[A-Z][A-Za-z]*Store|IJournal|IOverflow|IPersistentState|IGrainStorage|AgentBus\.Storage)\b", RegexOptions.None, 1_000)]
    private static partial Regex Stores();
}
