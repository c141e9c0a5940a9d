using System.Collections.Frozen;
using System.Text.Json;
using AgentBus.Domain.Ports;

namespace AgentBus.Domain.Ledger;

/// <summary>Kinds of evidence as entries show them: lower snake case.</summary>
public static class EvidenceKindNames
{
    private static readonly FrozenDictionary<EvidenceKind, string> Names =
        Enum.GetValues<EvidenceKind>().ToFrozenDictionary(static kind => kind, static kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()));

    /// <summary>The name; of a kind that this version does not know, <c>kind_</c> and its number.</summary>
    public static string Of(EvidenceKind kind) => Names.TryGetValue(kind, out var name) ? name : $"kind_{(int)kind}";
}
