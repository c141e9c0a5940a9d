using AgentBus.Contracts;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Telemetry;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Casts votes that come as messages (<see cref="BallotMessages"/>): the case takes the vote as it takes one over HTTP, from the sender's own session, and only
/// then the message goes to the room, so that what reviewers read there was counted. A vote that the case refuses is a refused message. A stage that would
/// hold it holds nothing up: the case is where votes are judged.
/// </summary>
internal sealed partial class CastVotes(
    AgentKey agent, IGrainFactory grains, IEnvelopeCodec codec, Posting posting, DeliveredKeys keys, Outboxes outboxes, RefusalLog refusals, AdmissionMeter meter, TimeProvider time, ILogger logger)
{
    private const string Stage = "vote";

    private static readonly Refusal Unknown = new(Code.Timeout, "Whether the vote counts is not known; send it again, or look at the case.", TimeSpan.FromSeconds(1));

    private readonly List<Task> _casting = [];

    /// <summary>Whether admission let a vote through.</summary>
    public static bool IsOne(in AdmissionResult result, in AdmissionContext context) =>
        result.Step is StageOutcome.Pass or StageOutcome.Hold && BallotMessages.IsOne(result.Envelope.Type, result.Target.Channel, context.Tenant.Settings.Review);

    /// <summary>Takes a vote; its receipt comes when it counts and is in the room, or was refused.</summary>
    public void Add(in AdmissionResult voted, in AdmissionContext context, SessionToken session, SendBatch batch, int index)
    {
        _casting.RemoveAll(static cast => cast.IsCompleted);
        var send = new ApprovedSend(batch);
        var passed = voted.Approved();
        posting.Deliver(in passed, in context, send, index, send);
        if (send.Parts.Count > 0)
        {
            _casting.Add(SendAsync(passed, context.Tenant, session, send));
        }
    }

    /// <summary>Completes when no vote is being cast.</summary>
    public Task SettledAsync() => Task.WhenAll(_casting);

    private async Task SendAsync(AdmissionResult voted, TenantSnapshot tenant, SessionToken session, ApprovedSend send)
    {
        if (await CastAsync(voted, session) is { } refusal)
        {
            var refused = voted.RefusedWith(refusal, Stage);
            meter.Refused(in refused);
            refusals.Add(in refused, time.GetUtcNow());
            send.Refuse(in refused, keys);
            return;
        }

        meter.Passed(voted.Verdict!);
        send.Go(outboxes, tenant);
    }

    private async Task<Refusal?> CastAsync(AdmissionResult voted, SessionToken session)
    {
        var read = BallotMessages.Read(codec.ReadAction(voted.Envelope.Encoded.Span), time.GetUtcNow());
        if (!read.IsOk)
        {
            return read.Refusal;
        }

        if (!CaseKey.TryCreate(agent.Tenant, read.Value.CaseId, out var key))
        {
            return Refusal.NotFound;
        }

        try
        {
            return (await grains.GetGrain<IDeliberationCase>(key.GrainKey).VoteAsync(new CaseCaller(agent, session), read.Value.Ballot)).Refusal;
        }
        catch (Exception fault)
        {
            LogNotCast(logger, fault, voted.Envelope.MessageId, read.Value.CaseId);
            return Unknown;
        }
    }

    [LoggerMessage(EventId = 3484, Level = LogLevel.Error, Message = "The vote of the message {MessageId} on the case {Case} could not be cast.")]
    private static partial void LogNotCast(ILogger logger, Exception fault, string messageId, string @case);
}
