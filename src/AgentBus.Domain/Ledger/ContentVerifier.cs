using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>
/// Holds the messages of a database against its ledger (AUD-11): what is restored is what was delivered. It takes the entries first, then the messages, and keeps some
/// hundred bytes of each entry. Not thread-safe.
/// </summary>
/// <param name="isBody">Whether the bytes of an envelope have this digest.</param>
public sealed class ContentVerifier(Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>, bool> isBody)
{
    private readonly Dictionary<LedgerPlace, (long Index, LedgerHash Content)> _named = [];
    private readonly List<LedgerFault> _faults = [];

    /// <summary>Messages whose content is what their entry names.</summary>
    public long Compared { get; private set; }

    /// <summary>Entries that name a content which the database does not hold any more.</summary>
    public long Gone => _named.Count - Compared;

    /// <summary>The faults, at most <see cref="LedgerVerifier.MaxFaults"/>.</summary>
    public ImmutableArray<LedgerFault> Faults => [.. _faults];

    /// <summary>Takes an entry; most that are not of a delivery name no content.</summary>
    public void Add(LedgerEntry entry)
    {
        if (LedgerRecord.Read(entry.Json) is { Content: { } content, Place: { } place })
        {
            _named[place] = (entry.Index, content);
        }
    }

    /// <summary>Takes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isTakenUp">The ledger has its evidence, so there must be an entry.</param>
    public void Add(StoredContent message, bool isTakenUp)
    {
        if (message.Envelope.IsEmpty || message.Commitment is not { } commitment)
        {
            return;
        }

        var isNamed = _named.TryGetValue(message.Place, out var named);
        if (isNamed && commitment == named.Content && isBody(message.Envelope, message.BodyDigest))
        {
            Compared++;
        }
        else if (_faults.Count < LedgerVerifier.MaxFaults && (isNamed || isTakenUp))
        {
            var place = $"{message.Place.Room}:{message.Place.Channel}#{message.Place.Position.Sequence}";
            _faults.Add(isNamed
                ? new LedgerFault(LedgerFaultKind.WrongContent, named.Index, $"entry {named.Index}: the message at {place} is not the one that it names")
                : new LedgerFault(LedgerFaultKind.WrongContent, 0, $"the message at {place} has no entry"));
        }
    }
}
