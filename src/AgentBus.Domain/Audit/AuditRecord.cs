using System.Collections.Immutable;
using System.Globalization;
using AgentBus.Model;

namespace AgentBus.Domain.Audit;

/// <summary>What an entry of a ledger says, as queries look at it. What it does not say is empty.</summary>
public sealed record AuditRecord
{
    /// <summary>Its place in the ledger, and its exact bytes.</summary>
    public required LedgerEntry Entry { get; init; }

    /// <summary>How answers name it, as <c>audit_id</c> (CON-17): its place as text.</summary>
    public string Id => IdOf(Entry.Index);

    /// <summary>How answers name the entry at a place.</summary>
    public static string IdOf(long index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>What it is about, lower snake case, such as delivered, refused, acknowledged.</summary>
    public required string Kind { get; init; }

    /// <summary>Who caused it: an agent, or an operator.</summary>
    public required string Actor { get; init; }

    /// <summary>What it is about: a message id, an agent, a queue, "grain#revision".</summary>
    public required string Subject { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The message, where it is about one.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Who sent the message: of a case, others cause what happens to it.</summary>
    public string Sender { get; init; } = "";

    /// <summary>What was decided or became of it: delivered, held, refused, acknowledged, dead_lettered, …; see <see cref="AuditDecisions"/>.</summary>
    public string Decision { get; init; } = "";

    /// <summary>The code, "none" for a delivery.</summary>
    public string Code { get; init; } = "";

    /// <summary>The case that holds or held the message.</summary>
    public string CaseId { get; init; } = "";

    /// <summary>How many refusals it stands for; 1 for everything else.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Where it lies or lay; null: nowhere.</summary>
    public LedgerPlace? Place { get; init; }

    /// <summary>The conversation of the message.</summary>
    public string ConversationId { get; init; } = "";

    /// <summary>The message that it answers or follows.</summary>
    public string ParentId { get; init; } = "";

    /// <summary>What its sender means to do.</summary>
    public string Action { get; init; } = "";

    /// <summary>The tool for that.</summary>
    public string Tool { get; init; } = "";

    /// <summary>SHA-256 of the media that the message names.</summary>
    public ImmutableArray<string> Artifacts { get; init; } = [];

    /// <summary>Of an acknowledgement: first and last sequence of each run, one after the other.</summary>
    public ImmutableArray<long> Sequences { get; init; } = [];

    /// <summary>Whether an acknowledgement is of what lies at a place.</summary>
    public bool Settles(LedgerPlace place)
    {
        if (Place is not { } queue || queue.Room != place.Room || queue.Channel != place.Channel || queue.Position.Epoch != place.Position.Epoch)
        {
            return false;
        }

        for (var i = 0; i + 1 < Sequences.Length; i += 2)
        {
            if (Sequences[i] <= place.Position.Sequence && place.Position.Sequence <= Sequences[i + 1])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Those who caused it, sent the message or got it into their inbox, each once.</summary>
    public IEnumerable<string> Parties =>
        new[] { Actor, Sender, Place is { Room: ChannelKey.InboxRoom } inbox ? inbox.Channel : "" }.Where(static agent => agent.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Whether it is the decision of admission, or of the case that it opened, which a receipt proves; the others are steps on the way there and what became of the
    /// message later.
    /// </summary>
    public bool IsVerdict =>
        Decision is AuditDecisions.Delivered or AuditDecisions.Held or AuditDecisions.Refused or AuditDecisions.Rejected
        || (CaseId.Length > 0 && Decision is AuditDecisions.Approved or AuditDecisions.Expired or AuditDecisions.Cancelled);

    /// <summary>Whether the agent is one of the parties: such an entry it may see.</summary>
    public bool Concerns(string agent) => Parties.Contains(agent);
}
