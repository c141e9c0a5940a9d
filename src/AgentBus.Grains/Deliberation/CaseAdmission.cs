using AgentBus.Domain.Admission;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Agents;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Policies;
using AgentBus.Grains.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Deliberation;

/// <summary>Judges the message of an approved case by today's settings. What admission asks from outside is fetched, as for a message that is sent.</summary>
internal sealed class CaseAdmission(
    AdmissionPipeline pipeline,
    PolicyQuestions questions,
    TenantSnapshots tenants,
    IMembershipStore memberships,
    IEnvelopeCodec codec,
    TimeProvider time,
    BusOptions options)
{
    private static readonly Refusal Revoked = new(Code.PermissionDenied, "The credential that it was sent with was revoked meanwhile.");
    private static readonly Refusal Undecided = new(Code.PolicyUnavailable, "The settings changed with each decision that was fetched for it.");

    /// <summary>Judges it; refused where it cannot be judged, or admission refuses it.</summary>
    public async Task<Result<CaseJudgement>> JudgeAsync(DeliberationCase of, CaseParcel parcel)
    {
        var envelope = Envelope(of, parcel);
        AdmissionAnswer? answer = null;
        for (var asked = 0; asked <= PolicyQuestions.MaxPerMessage; asked++)
        {
            var tenant = await tenants.GetAsync(of.Tenant);
            if (!tenant.IsOk)
            {
                return tenant.Refusal;
            }

            var snapshot = tenant.Value.Snapshot;
            if (snapshot.IsRevoked(of.Action.Sender.CredentialId))
            {
                return Revoked;
            }

            var members = await MembersAsync(of.Action.Route);
            var context = Context(of, parcel, snapshot, members) with { Answer = answer };
            var result = pipeline.Admit(envelope, in context);
            if (result.IsRefused)
            {
                return new Refusal(result.Verdict.Code, result.Verdict.Reasons.FirstOrDefault(""));
            }

            if (result.Step is StageOutcome.Pass or StageOutcome.Hold)
            {
                return new CaseJudgement(result, snapshot);
            }

            answer = await questions.AskAsync(result.Need!);
        }

        return Undecided;
    }

    /// <summary>The round that begins where the votes do not satisfy what admission demands today; null: they do.</summary>
    public CaseStep? Demanded(DeliberationCase of, CaseJudgement judged)
    {
        var result = judged.Result;
        var digest = ActionDigest.Of(
            result.Envelope, of.Action.Sender.Agent, of.Action.Target, result.Stamp!.Classification, codec.ReadAction(result.Envelope.Encoded.Span));
        var today = HeldActions.Today(of.Action, result.Verdict!, digest ?? "", result.Stamp.Classification);
        return CaseRules.Demanded(of, today, judged.Tenant.Settings.Review, time.GetUtcNow());
    }

    private Envelope Envelope(DeliberationCase of, CaseParcel parcel) => codec.Read(parcel.Envelope.Span) with
    {
        TenantId = of.Tenant,
        FromAgent = of.Action.Sender.Agent.Agent,
        IdempotencyKey = of.Action.Key,
        BodyDigest = Convert.FromHexString(of.Action.BodySha256),
        Classification = of.Action.Classification,
        ExpiresAt = of.Action.ExpiresAt,
    };

    private async Task<RoomMembers> MembersAsync(CaseRoute route)
    {
        var members = new RoomMembers(memberships, time, options.TenantTrust);
        if (route.PrivateChannel is not null)
        {
            foreach (var receiver in route.Receivers)
            {
                await members.LookUpAsync(receiver);
            }
        }

        return members;
    }

    private AdmissionContext Context(DeliberationCase of, CaseParcel parcel, TenantSnapshot tenant, RoomMembers members)
    {
        var now = time.GetUtcNow();
        return new AdmissionContext(
            of.Action.Sender,
            tenant,
            ChannelName.None,
            now,
            TokenBucket.ForAgent(tenant.Settings.Quota, now),
            TokenBucket.ForTenant(tenant.Settings.Quota, 1, now),
            NoKeys.Instance,
            Members: members,
            Protocol: codec.ReadStamp(parcel.Stamp.Span)?.Protocol ?? "",
            Resumed: new ResumedMessage(of.CaseId, CaseRoutes.Target(of.Action.Route)));
    }
}
