using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Makes what people are asked about of what admission held.</summary>
public static class HeldActions
{
    /// <summary>Of a message that is parked; null where its content has no digest.</summary>
    /// <param name="request">The message and why it is held.</param>
    /// <param name="body">What it does, as JSON.</param>
    public static HeldAction? Of(ParkRequest request, ReadOnlyMemory<byte> body)
    {
        var (envelope, stamp) = (request.Envelope, request.Stamp);
        if (ActionDigest.Of(envelope, request.Sender.Agent, request.Target, stamp.Classification, body) is not { } digest)
        {
            return null;
        }

        string[] excluded = [request.Sender.Person, request.Sender.Owner, request.RegisteredOwner];
        return Judged(request.Verdict, new HeldAction
        {
            Sender = request.Sender,
            Excluded = [.. excluded.Where(static person => person.Length > 0).Distinct(StringComparer.Ordinal)],
            MessageId = envelope.MessageId,
            Key = envelope.EffectiveIdempotencyKey,
            BodySha256 = Convert.ToHexStringLower(envelope.BodyDigest.Span),
            Digest = digest,
            Target = request.Target,
            Route = request.Route,
            Type = envelope.Type,
            Action = envelope.Action,
            Tool = envelope.Tool,
            Classification = stamp.Classification,
            ExpiresAt = envelope.ExpiresAt,
            ConversationId = envelope.ConversationId,
            ParentId = envelope.ParentId,
            Priority = envelope.Priority,
        });
    }

    /// <summary>The same action, as today's admission judges it.</summary>
    /// <param name="held">The action.</param>
    /// <param name="verdict">Today's verdict.</param>
    /// <param name="digest">The digest of what inspection left of it.</param>
    /// <param name="classification">Today's classification.</param>
    public static HeldAction Today(HeldAction held, Verdict verdict, string digest, Classification classification) =>
        Judged(verdict, held with { Digest = digest, Classification = classification });

    private static HeldAction Judged(Verdict verdict, HeldAction action) => action with
    {
        Stage = verdict.Outcome == Outcome.Held ? verdict.Stage : "",
        Rule = RuleSelection.NamedBy(verdict),
        Reasons = verdict.Reasons,
        Findings = verdict.Findings,
        Impact = verdict.Impact,
        Ehi = verdict.Ehi,
        Assessment = verdict.Assessment,
        Policy = verdict.Policy,
        PolicyRevision = verdict.PolicyRevision,
    };
}
