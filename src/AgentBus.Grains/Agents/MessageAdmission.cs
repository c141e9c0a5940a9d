using System.Collections.Immutable;
using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Runs an agent's batches through admission in one synchronous part each: judge, reserve the key, hand to the channel's outbox. Only
/// the receipts are awaited.
/// </summary>
internal sealed class MessageAdmission(
    AdmissionPipeline pipeline,
    DeliveredKeys keys,
    Outboxes outboxes,
    RefusalLog refusals,
    StampCache stamps,
    EvidenceBuffer buffer,
    TimeProvider time)
{
    private static readonly Refusal NotServed = new(Code.PolicyUnavailable, "The message needs a decision that this version cannot get, so it goes nowhere.");

    private TokenBucket? _bucket;
    private long _quotaRevision;

    /// <summary>Admits a batch; the answer comes when the last receipt is there.</summary>
    public Task<Result<SendResult>> Send(Session session, TenantView tenant, ImmutableArray<Envelope> envelopes)
    {
        var now = time.GetUtcNow();
        var context = new AdmissionContext(
            session.Principal, tenant.Snapshot, session.Home, now, Bucket(tenant.Snapshot, now), tenant.Tenant.Bucket, keys);
        var batch = new SendBatch(envelopes.Length);
        var (refused, violations) = (0, 0);
        for (var i = 0; i < envelopes.Length; i++)
        {
            var result = pipeline.Admit(envelopes[i], in context);
            if (!Take(in result, in context, batch, i))
            {
                refused++;
                violations += result.IsViolation ? 1 : 0;
            }
        }

        outboxes.Flush();
        tenant.Tenant.Count(envelopes.Length - refused, refused, violations);
        return batch.Task;
    }

    private bool Take(in AdmissionResult result, in AdmissionContext context, SendBatch batch, int index)
    {
        switch (result.Step)
        {
            case StageOutcome.Pass:
                Deliver(in result, in context, batch, index);
                return true;
            case StageOutcome.AnswerFirst:
                batch.Set(index, result.First!);
                return true;
            case StageOutcome.JoinFirst:
                keys.OnItsWay(result.Envelope.EffectiveIdempotencyKey).Follow(batch, index);
                return true;
            case StageOutcome.Refuse:
                refusals.Add(in result, context.Now);
                batch.Set(index, Receipts.Refused(result.Envelope, result.Verdict!));
                return false;
            default:
                batch.Set(index, Receipts.Refused(result.Envelope, NotServed));
                return false;
        }
    }

    private void Deliver(in AdmissionResult result, in AdmissionContext context, SendBatch batch, int index)
    {
        var (envelope, stamp, channel) = (result.Envelope, result.Stamp!, result.Target.Channel!.Value);
        var outbox = outboxes.For(channel, context.Tenant);
        var message = new Outgoing(
            batch,
            index,
            new AdmittedMessage(
                envelope.MessageId,
                envelope.EffectiveIdempotencyKey,
                envelope.BodyDigest,
                envelope.ExpiresAt,
                stamp.Classification,
                envelope.Encoded,
                stamps.Encode(stamp),
                VerdictEvidence.Encode(buffer, result.Verdict!, envelope, result.Target)),
            !outbox.IsResolved && AccessRules.MayCreateByUse(context.Principal, context.Tenant, channel));
        keys.Reserve(message);
        outboxes.Add(outbox, message);
    }

    private TokenBucket Bucket(TenantSnapshot tenant, DateTimeOffset now)
    {
        var quota = tenant.Settings.Quota;
        if (_bucket is null)
        {
            _bucket = TokenBucket.ForAgent(quota, now);
        }
        else if (_quotaRevision != tenant.Revision)
        {
            _bucket.Configure(QuotaShares.AgentRate(quota), quota.AgentBurst, now);
        }

        _quotaRevision = tenant.Revision;
        return _bucket;
    }
}
