using System.Collections.Immutable;
using AgentBus.Domain.Codes;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Http;

/// <summary>Nothing but the request's context.</summary>
internal sealed record NothingData;

/// <summary>Dead letters, without their messages.</summary>
/// <param name="Letters">The letters.</param>
internal sealed record LetterListData(ImmutableArray<LetterData> Letters);

/// <summary>A dead letter.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Room">The room that it was in.</param>
/// <param name="Channel">The channel that it was in.</param>
/// <param name="Sequence">Its place there; 0: it had none.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Code">Why it is dead.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Attempts">How often it was handed out.</param>
/// <param name="AcceptedAt">When the bus accepted it.</param>
/// <param name="DiedAt">When it became a dead letter.</param>
/// <param name="History">What happened to it.</param>
/// <param name="Envelope">The message; null in lists.</param>
/// <param name="Stamp">What the bus says of it; null in lists.</param>
internal sealed record LetterData(
    long Id,
    string Room,
    string Channel,
    long Sequence,
    string MessageId,
    string Sender,
    string Code,
    string Reason,
    int Attempts,
    DateTimeOffset AcceptedAt,
    DateTimeOffset DiedAt,
    ImmutableArray<string> History,
    Wire.Envelope? Envelope,
    Wire.Stamp? Stamp)
{
    public static LetterData Of(DeadLetter letter) => new(
        letter.Id,
        letter.Source.Room,
        letter.Source.Channel,
        letter.Sequence,
        letter.MessageId,
        letter.Sender.Agent,
        CodeTable.Wire(letter.Code),
        letter.Reason,
        letter.Attempts,
        letter.AcceptedAt,
        letter.DiedAt,
        letter.History,
        letter.Envelope.IsEmpty ? null : DeliveryData.Read(Wire.Envelope.Parser, letter.Envelope),
        letter.Stamp.IsEmpty ? null : DeliveryData.Read(Wire.Stamp.Parser, letter.Stamp));
}

/// <summary>What became of a dead letter that was sent again.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Receipt">The message's receipt.</param>
internal sealed record ReplayData(long Id, ReceiptData Receipt);

/// <summary>What became of a page of dead letters that was sent again.</summary>
/// <param name="Delivered">So many were delivered.</param>
/// <param name="Held">So many wait for people now.</param>
/// <param name="Refused">So many were refused, and stay dead letters.</param>
/// <param name="Letters">Each with its receipt, oldest first.</param>
internal sealed record ReplayRunData(int Delivered, int Held, int Refused, ImmutableArray<ReplayData> Letters)
{
    public static ReplayRunData Of(LetterReplays run) => new(
        Count(run, Outcome.Delivered), Count(run, Outcome.Held), Count(run, Outcome.Refused), [.. run.Replays.Select(static one => new ReplayData(one.Id, ReceiptData.Of(one.Receipt)))]);

    private static int Count(LetterReplays run, Outcome outcome) => run.Replays.Count(one => one.Receipt.Outcome == outcome);
}

/// <summary>Why dead letters are removed.</summary>
/// <param name="Reason">For the evidence: 1 to 1,024 characters.</param>
internal sealed record DiscardRequestData(string Reason);

/// <summary>How many dead letters were removed.</summary>
/// <param name="Discarded">The number.</param>
internal sealed record DiscardData(int Discarded);
