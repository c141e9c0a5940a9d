using AgentBus.Domain.Admission;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Telemetry;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Sends messages that name an approval (DEL-09): reserves it at its case for the message as admission left it, then publishes, then tells the case what
/// became of it. Their keys are taken meanwhile. The approval's use is stored with the message itself, so whatever ends this way in between, the
/// case finds out.
/// </summary>
internal sealed partial class ApprovedMessages(
    AgentKey agent,
    IDeliberation deliberation,
    IEnvelopeCodec codec,
    Posting posting,
    DeliveredKeys keys,
    Outboxes outboxes,
    RefusalLog refusals,
    AdmissionMeter meter,
    TimeProvider time,
    ILogger logger)
{
    private static readonly Refusal Unknown = new(
        Code.Timeout, "Whether the approval is reserved is not known; send the message again under the same key.", TimeSpan.FromSeconds(1));

    private readonly List<Task> _sending = [];

    /// <summary>Takes a message that goes if its approval holds; its receipt comes when it went, or was refused.</summary>
    public void Add(in AdmissionResult named, in AdmissionContext context, SendBatch batch, int index)
    {
        _sending.RemoveAll(static sent => sent.IsCompleted);
        var send = new ApprovedSend(batch);
        var approved = named.Approved();
        posting.Deliver(in approved, in context, send, index, send);
        if (send.Parts.Count > 0)
        {
            _sending.Add(SendAsync(named, context.Tenant, send));
        }
    }

    /// <summary>Completes when no message waits for its approval, and every case was told.</summary>
    public Task SettledAsync() => Task.WhenAll(_sending);

    private async Task SendAsync(AdmissionResult named, TenantSnapshot tenant, ApprovedSend send)
    {
        var approval = named.Verdict!.Facts.Approval;
        var claim = Claim(in named);
        if (await ReserveAsync(approval, claim) is { } refusal)
        {
            Refuse(named.RefusedWith(refusal, ApprovalStage.Name), send);
            return;
        }

        meter.Approved(named.Verdict);
        send.Go(outboxes, tenant);
        if (ApprovalRules.IsUsed(await send.Receipt) is { } isUsed)
        {
            await SettleAsync(approval, claim, isUsed);
        }
    }

    private ApprovalClaim Claim(in AdmissionResult named)
    {
        var (envelope, classification) = (named.Envelope, named.Stamp!.Classification);
        var digest = ActionDigest.Of(envelope, agent, named.Target.Name, classification, codec.ReadAction(envelope.Encoded.Span));
        return new ApprovalClaim(agent, envelope.EffectiveIdempotencyKey, envelope.MessageId, digest ?? "", classification, named.Verdict!);
    }

    private async Task<Refusal?> ReserveAsync(string approval, ApprovalClaim claim)
    {
        try
        {
            return await deliberation.ReserveAsync(approval, claim);
        }
        catch (Exception fault)
        {
            LogNotReserved(logger, fault, approval, claim.MessageId);
            return Unknown;
        }
    }

    private void Refuse(AdmissionResult refused, ApprovedSend send)
    {
        meter.Refused(in refused);
        refusals.Add(in refused, time.GetUtcNow());
        send.Refuse(in refused, keys);
    }

    private async Task SettleAsync(string approval, ApprovalClaim claim, bool isUsed)
    {
        try
        {
            await deliberation.SettleAsync(approval, claim, isUsed);
        }
        catch (Exception fault)
        {
            // What was used the journal tells; what was not stays with the key.
            LogUntold(logger, fault, approval, claim.MessageId);
        }
    }

    [LoggerMessage(EventId = 3450, Level = LogLevel.Error, Message = "The approval {Approval} could not be reserved for the message {MessageId}.")]
    private static partial void LogNotReserved(ILogger logger, Exception fault, string approval, string messageId);

    [LoggerMessage(EventId = 3451, Level = LogLevel.Warning, Message = "The case of the approval {Approval} could not be told what became of the message {MessageId}; it asks the journal.")]
    private static partial void LogUntold(ILogger logger, Exception fault, string approval, string messageId);
}
