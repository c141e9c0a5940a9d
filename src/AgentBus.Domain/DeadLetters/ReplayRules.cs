using System.Globalization;
using AgentBus.Domain.Access;
using AgentBus.Domain.Codes;
using AgentBus.Model;

namespace AgentBus.Domain.DeadLetters;

/// <summary>How a dead letter goes through admission again.</summary>
public static class ReplayRules
{
    private const string CredentialId = "replay";

    /// <summary>
    /// Who it is sent as: the sender with the type and the roles that it was stamped with, and no more clearance than the message asked
    /// for. What these roles may do is asked of today's tenant. Null where the stamp cannot be read.
    /// </summary>
    public static Principal? Sender(DeadLetter letter, Stamp? stamp) => stamp is null || stamp.Sender != letter.Sender
        ? null
        : new Principal(
            stamp.Sender,
            stamp.SenderType,
            stamp.SenderRoles,
            ClearanceRules.Required(stamp.Classification),
            [],
            CredentialId,
            DateTimeOffset.MaxValue);

    /// <summary>
    /// The message as it is sent again: to the place where the letter was and nowhere else, at the classification that was in effect, under
    /// a key of the letter, so that a replay that is repeated does not double. The approval that it went by is used: it is judged without one.
    /// </summary>
    public static Envelope Message(DeadLetter letter, Envelope envelope, Stamp stamp)
    {
        var sent = envelope with
        {
            IdempotencyKey = string.Create(CultureInfo.InvariantCulture, $"dead-letter-{letter.Id}"),
            Classification = stamp.Classification,
            Recipients = [],
            ApprovalId = "",
        };
        return letter.Source.IsInbox
            ? sent with { ToAgent = letter.Source.Channel }
            : sent with { ToAgent = "", Room = letter.Source.Room, Channel = letter.Source.Channel };
    }

    /// <summary>The line that something that happened to the letter's case leaves in its history.</summary>
    public static string Line(CaseEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.At:O} {entry.What} by {entry.By}: {entry.Detail}");

    /// <summary>The line that a refused replay leaves in the letter's history.</summary>
    public static string Line(Receipt receipt, string operatorId, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at:O} replayed by {operatorId}: {CodeTable.Wire(receipt.Code)}: {receipt.Reason}");
}
