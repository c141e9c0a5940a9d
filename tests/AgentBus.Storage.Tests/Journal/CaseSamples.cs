using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

/// <summary>Cases of the tenant acme.</summary>
internal static class CaseSamples
{
    public static readonly CaseParcel Parcel = new(new byte[] { 1, 2, 3 }, new byte[] { 4 });

    public static DeliberationCase Case(string id, string sender = "alice", int minutes = 0, string tenant = "acme") => CaseRules.Open(
        tenant,
        id,
        new HeldAction
        {
            Sender = new Principal(new AgentKey(tenant, sender), EntityType.Agent, ["agent"], 3, [], "jti-1", DateTimeOffset.MaxValue) { Owner = "olga", Scopes = ["ace.comms.agent.*"] },
            Excluded = ["olga"],
            MessageId = $"m-{id}",
            Key = $"k-{id}",
            BodySha256 = new string('b', 64),
            Digest = new string('d', 64),
            Target = "ops:main",
            Route = new CaseRoute(new ChannelKey(tenant, "ops", "main"), [], null, []),
            Stage = "impact",
            Reasons = ["Its impact is 0.9."],
            Impact = 0.9,
            PolicyRevision = 7,
            ExpiresAt = Samples.Noon.AddHours(2),
        },
        DeliberationSettings.Default,
        Samples.Noon.AddMinutes(minutes)).Case;

    public static CaseChange Change(
        DeliberationCase of, CaseParcel? parcel = null, DateTimeOffset? due = null, IReadOnlyList<DeadLetter>? letters = null, IReadOnlyList<SignedVote>? votes = null) =>
        new(of, parcel, votes ?? [], due, letters ?? [], [new EvidenceRow(of.Tenant, EvidenceKind.CaseOpened, "alice", $"{of.CaseId}#{of.Revision}", of.ChangedAt, "{}"u8.ToArray())]);

    public static CaseChange Opening(DeliberationCase of) => Change(of, Parcel, of.Deadline);

    public static DeliberationCase Cancelled(DeliberationCase of) => CaseRules.Cancel(of, "alice", "", of.OpenedAt).Value!.Case;
}
