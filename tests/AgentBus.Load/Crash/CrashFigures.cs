using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBus.Load.Crash;

/// <summary>What a crash run found. Names are those of the report.</summary>
internal sealed record CrashFigures
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Gets the kills after which everything was compared.</summary>
    [JsonPropertyName("rounds")]
    public int Rounds { get; init; }

    /// <summary>Gets the receipts that the traffic process had on disk.</summary>
    [JsonPropertyName("acknowledged")]
    public long Acknowledged { get; init; }

    /// <summary>Gets the receipts without their message at its place, and rows that were seen once and are gone.</summary>
    [JsonPropertyName("lost")]
    public long Lost { get; init; }

    /// <summary>Gets the messages that are there, or were handed out, more than once.</summary>
    [JsonPropertyName("duplicated")]
    public long Duplicated { get; init; }

    /// <summary>Gets the places at which a channel, or what a subscriber saw of it, does not go on with the next sequence.</summary>
    [JsonPropertyName("holes")]
    public long Holes { get; init; }

    /// <summary>Gets the leaves of the ledger; null where the run did not come so far.</summary>
    [JsonPropertyName("leaves")]
    public long? Leaves { get; init; }

    /// <summary>Gets the rows of evidence.</summary>
    [JsonPropertyName("evidence_rows")]
    public long EvidenceRows { get; init; }

    /// <summary>Gets whether the ledger verifies and holds every row of evidence once; null where the run did not come so far.</summary>
    [JsonPropertyName("ledger_ok")]
    public bool? LedgerOk { get; init; }

    /// <summary>Gets whether <c>PRAGMA integrity_check</c> said ok after each round.</summary>
    [JsonPropertyName("integrity_ok")]
    public bool IntegrityOk { get; init; } = true;

    /// <summary>Gets whether the history that an agent is told is what the journal holds.</summary>
    [JsonPropertyName("history_ok")]
    public bool HistoryOk { get; init; } = true;

    /// <summary>Gets the seed of the run.</summary>
    [JsonPropertyName("seed")]
    public int Seed { get; init; }

    /// <summary>Gets whether everything that was promised was kept.</summary>
    [JsonIgnore]
    public bool IsClean => Lost == 0 && Duplicated == 0 && Holes == 0 && LedgerOk != false && IntegrityOk && HistoryOk;

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
