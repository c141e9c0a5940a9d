using System.Collections.Immutable;
using System.Text.Json;
using AgentBus.Domain.Audit;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>Entries of the ledger.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Checkpoint">The signed head that their proofs are for; null: no proofs were asked for, or there are no entries.</param>
internal sealed record AuditListData(ImmutableArray<AuditRecordData> Entries, string? Checkpoint);

/// <summary>What an entry of the ledger says.</summary>
/// <param name="Index">Its place.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Subject">What it is about: a message, an agent, a queue.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Decision">What was decided or became of it: delivered, held, refused, acknowledged, dead_lettered, expired, replayed, discarded, vote, approved, rejected, cancelled.</param>
/// <param name="Code">Its code; none for a delivery.</param>
/// <param name="Count">How many refusals it stands for; 1 for everything else.</param>
/// <param name="Room">Where it lies or lay.</param>
/// <param name="Channel">The channel there.</param>
/// <param name="Epoch">The history of its place, as digits.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="ParentId">The message that it answers or follows.</param>
/// <param name="Action">What its sender means to do.</param>
/// <param name="Tool">With what.</param>
/// <param name="Artifacts">SHA-256 of the media that it names.</param>
/// <param name="Entry">The entry itself; its bytes are this in RFC 8785.</param>
/// <param name="Path">The hashes of its proof, from the leaf up; null: no proof was asked for.</param>
internal sealed record AuditRecordData(
    long Index,
    DateTimeOffset At,
    string Kind,
    string Actor,
    string Subject,
    string? MessageId,
    string? Decision,
    string? Code,
    long Count,
    string? Room,
    string? Channel,
    string? Epoch,
    long? Sequence,
    string? ConversationId,
    string? ParentId,
    string? Action,
    string? Tool,
    ImmutableArray<string> Artifacts,
    JsonElement Entry,
    ImmutableArray<string>? Path)
{
    public static AuditRecordData Of(AuditRecord record, InclusionProof? proof = null) => new(
        record.Entry.Index,
        record.At,
        record.Kind,
        record.Actor,
        record.Subject,
        OrNull(record.MessageId),
        OrNull(record.Decision),
        OrNull(record.Code),
        record.Count,
        record.Place?.Room,
        record.Place?.Channel,
        record.Place is { } place ? $"{place.Position.Epoch}" : null,
        record.Place?.Position.Sequence,
        OrNull(record.ConversationId),
        OrNull(record.ParentId),
        OrNull(record.Action),
        OrNull(record.Tool),
        record.Artifacts,
        ProvedEntryData.Parse(record.Entry),
        proof is null ? null : ProvedEntryData.PathOf(proof));

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}

/// <summary>Decisions on a message, with all that is needed to check them without the bus: docs/ledger.md says how, and agentbus ledger verify-receipt does.</summary>
/// <param name="Tenant">The tenant whose ledger it is.</param>
/// <param name="Checkpoint">The signed head, as text (C2SP tlog-checkpoint).</param>
/// <param name="Entries">The decisions.</param>
internal sealed record ProvedEntriesData(string Tenant, string Checkpoint, ImmutableArray<ProvedEntryData> Entries)
{
    public static ProvedEntriesData Of(ProvedEntries proved) => new(proved.Tenant, proved.Head.Note, [.. proved.Entries.Select(ProvedEntryData.Of)]);
}

/// <summary>An entry of the ledger with its proof.</summary>
/// <param name="Entry">The entry; its bytes are this in RFC 8785.</param>
/// <param name="Path">The hashes of the proof, from the leaf up.</param>
/// <param name="ContentSalt">Of a message that the caller sent or got: shows with its content that the entry's member content names it (hexadecimal); null where retention took it.</param>
internal sealed record ProvedEntryData(JsonElement Entry, ImmutableArray<string> Path, string? ContentSalt)
{
    public static ProvedEntryData Of(ProvedEntry proved) =>
        new(Parse(proved.Entry), PathOf(proved.Proof), proved.ContentSalt.IsEmpty ? null : Convert.ToHexStringLower(proved.ContentSalt.Span));

    public static ImmutableArray<string> PathOf(InclusionProof proof) => [.. proof.Path.Select(static hash => hash.ToString())];

    public static JsonElement Parse(LedgerEntry entry)
    {
        using var document = JsonDocument.Parse(entry.Json);
        return document.RootElement.Clone();
    }
}

/// <summary>How a message hangs together with others.</summary>
/// <param name="Messages">The decision on each message: ancestors first, each before those that follow from it.</param>
/// <param name="Artifacts">What they name.</param>
internal sealed record LineageData(ImmutableArray<AuditRecordData> Messages, ImmutableArray<ArtifactData> Artifacts);

/// <summary>An artifact.</summary>
/// <param name="Sha256">Its hash.</param>
/// <param name="Messages">The messages that name it; the first brought it in.</param>
internal sealed record ArtifactData(string Sha256, ImmutableArray<string> Messages);

/// <summary>The ledger's latest signed head.</summary>
/// <param name="Size">Entries.</param>
/// <param name="Root">The root of the tree over them, as hexadecimal.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Checkpoint">The signed head, as text (C2SP tlog-checkpoint).</param>
/// <param name="Consistency">The hashes of the proof that it begins with the ledger of the size that was asked about; null: none was.</param>
internal sealed record LedgerHeadData(long Size, string Root, DateTimeOffset SignedAt, string Checkpoint, ImmutableArray<string>? Consistency);
