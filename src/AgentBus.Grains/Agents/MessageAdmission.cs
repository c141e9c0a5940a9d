using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Sequences;
using AgentBus.Grains.Inspection;
using AgentBus.Grains.Telemetry;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Runs an agent's batches through admission in one synchronous part each: judge, reserve the key, hand to the channel's outbox. Only
/// the receipts are awaited.
/// </summary>
internal sealed class MessageAdmission(
    AdmissionPipeline pipeline,
    DeliveredKeys keys,
    Outboxes outboxes,
    Posting posting,
    RefusalLog refusals,
    HeldMessages held,
    ApprovedMessages approved,
    CastVotes votes,
    WaitingMessages waiting,
    IRoomMembers members,
    SenderMemory memory,
    AdmissionMeter meter,
    InspectionDesk inspections,
    EvidenceBuffer buffer,
    TimeProvider time,
    ILogger logger)
{
    private readonly ViolationTally _violations = new();
    private readonly AgentQuota _quota = new();

    /// <summary>Admits a batch; the answer comes when the last receipt is there.</summary>
    public Task<Result<SendResult>> Send(Session session, TenantView tenant, ImmutableArray<Envelope> envelopes, Preparation prepared)
    {
        var context = Context(session, tenant, prepared);
        var batch = new SendBatch(envelopes.Length, meter, session.Protocol);
        var (passed, refused, violations, waits) = (0, 0, 0, 0);
        for (var i = 0; i < envelopes.Length; i++)
        {
            var result = pipeline.Admit(envelopes[i], in context);
            if (waiting.MustWait(in result))
            {
                ReportRepeated(in result, in context);
                waiting.Add(new WaitingMessage(session, envelopes[i], result.Target, result.Need, batch, i), SendAgain);
                waits++;
                continue;
            }

            memory.Note(in result, tenant.Settings.Sequences, tenant.Tenant.Conversations, context.Now);
            passed += result.Step == StageOutcome.Pass ? 1 : 0;
            tenant.Tenant.Figures.Note(in result);
            Report(in result, in context);
            VerdictLog.Judged(logger, in result, in context);
            if (!Take(in result, in context, session, batch, i))
            {
                refused++;
                violations += result.IsViolation ? 1 : 0;
            }
        }

        meter.Judged(passed, envelopes.Length - waits, batch.Start);
        tenant.Tenant.Figures.Passed(passed);
        outboxes.Flush();
        tenant.Tenant.Count(envelopes.Length - waits - refused, refused, violations);
        return batch.Task;
    }

    /// <summary>Completes when nothing waits for a decision, an approval or a vote, in an outbox, or for its case to be opened.</summary>
    public async Task SettledAsync()
    {
        await waiting.SettledAsync();
        await Task.WhenAll(approved.SettledAsync(), votes.SettledAsync());
        await Task.WhenAll(outboxes.DrainedAsync(), held.SettledAsync());
    }

    /// <summary>What a message of the session is judged by now.</summary>
    public AdmissionContext Context(Session session, TenantView tenant, Preparation prepared)
    {
        var now = time.GetUtcNow();
        return new AdmissionContext(
            session.Principal,
            tenant.Snapshot,
            session.Home,
            now,
            _quota.For(tenant.Snapshot, now),
            tenant.Tenant.Bucket,
            keys,
            Members: members,
            Capabilities: prepared.Capabilities,
            Protocol: session.Protocol,
            Violations: _violations)
        {
            Recent = memory.View(tenant.Settings.Sequences, tenant.Tenant.Conversations, now),
            Outers = prepared.Outers,
        };
    }

    /// <summary>Judges a message that waited, by the settings of now; what it asks for still comes back.</summary>
    private AdmissionNeed? SendAgain(WaitingMessage message, TenantView tenant, Preparation prepared, AdmissionAnswer? answer)
    {
        var context = Context(message.Session, tenant, prepared) with { Answer = answer, IsRepeated = true };
        var result = pipeline.Admit(message.Envelope, in context);
        if (result.Step == StageOutcome.Need)
        {
            return result.Need;
        }

        memory.Note(in result, tenant.Settings.Sequences, tenant.Tenant.Conversations, context.Now);
        Report(in result, in context);
        VerdictLog.Judged(logger, in result, in context);
        var taken = Take(in result, in context, message.Session, message.Batch, message.Index);
        meter.Judged(result.IsDelivered ? 1 : 0, 1, message.Batch.Start);
        tenant.Tenant.Figures.Note(in result);
        tenant.Tenant.Figures.Passed(result.IsDelivered ? 1 : 0);
        outboxes.Flush();
        tenant.Tenant.Count(taken ? 1 : 0, taken ? 0 : 1, result.IsViolation ? 1 : 0);
        return null;
    }

    private void Report(in AdmissionResult result, in AdmissionContext context)
    {
        if (result.Inspection is { } verdict)
        {
            inspections.Report(verdict, in result, in context);
            ReportRepeated(in result, in context);
        }
    }

    // A message that waits is judged again when its turn has come, and reported then; its violation counts when it comes (CAS-18), and only now is it known that it was the last one too many.
    private void ReportRepeated(in AdmissionResult result, in AdmissionContext context)
    {
        if (result.Inspection is { BecameRepeatViolator: true } verdict && inspections.ReportRepeated(verdict, in result, in context, buffer) is { } row)
        {
            refusals.Add(row);
        }
    }

    private bool Take(in AdmissionResult result, in AdmissionContext context, Session session, SendBatch batch, int index)
    {
        switch (result.Step)
        {
            case StageOutcome.Pass or StageOutcome.Hold when CastVotes.IsOne(in result, in context):
                votes.Add(in result, in context, session.Token, batch, index);
                return true;
            case StageOutcome.Pass:
                meter.Passed(result.Verdict!);
                posting.Deliver(in result, in context, batch, index);
                return true;
            case StageOutcome.Hold when result.NamesApproval:
                approved.Add(in result, in context, batch, index);
                return true;
            case StageOutcome.Hold:
                meter.Held(in result, in context);
                held.Add(in result, context.Principal, posting.Held(in result, batch, index));
                return true;
            case StageOutcome.AnswerFirst:
                batch.Set(index, result.First!);
                return true;
            case StageOutcome.JoinFirst:
                keys.OnItsWay(result.Envelope.EffectiveIdempotencyKey).Follow(batch, index);
                return true;
            default:
                meter.Refused(in result);
                refusals.Add(in result, context.Now);
                batch.Set(index, Receipts.Refused(result.Envelope, result.Verdict!));
                return false;
        }
    }
}
