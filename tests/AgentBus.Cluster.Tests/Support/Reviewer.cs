using System.Security.Cryptography;
using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>A person with an open session, as a front-end acts for them.</summary>
internal sealed class Reviewer(IGrainFactory grains, TestAgent session) : IDisposable
{
    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public CaseCaller Caller => new(session.Key, session.Token);

    public string Tenant => session.Key.Tenant;

    public string Name => session.Key.Agent;

    public ReviewerKey PublicKey => new(
        ReviewerKeys.NameOf(Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo()))!,
        Name,
        Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo()),
        ReviewerKeyState.Active,
        DateTimeOffset.UnixEpoch,
        "test");

    public static async Task<Reviewer> OpenAsync(BusCluster cluster, string tenant, string name, params string[] roles)
    {
        var session = new TestAgent(cluster.Outside, tenant, name) { Principal = Person(tenant, name, roles.Length > 0 ? roles : ["reviewer"]) };
        await session.OpenAsync(SessionKind.Side);
        return new Reviewer(cluster.Outside, session);
    }

    public static Principal Person(string tenant, string name, string[] roles) =>
        new(new AgentKey(tenant, name), EntityType.Human, [.. roles], 5, [], $"jti-{tenant}-{name}", DateTimeOffset.MaxValue) { Person = name };

    public void Dispose() => Key.Dispose();

    public IDeliberationCase Case(string caseId) => grains.GetGrain<IDeliberationCase>(new CaseKey(session.Key.Tenant, caseId).GrainKey);

    public async Task<CaseView> ShowAsync(string caseId)
    {
        var shown = await Case(caseId).ShowAsync(Caller);
        shown.Refusal.ShouldBeNull();
        return shown.Value!;
    }

    /// <summary>Votes without a signature.</summary>
    public async Task<Result<CaseView>> TryVoteAsync(string caseId, VoteChoice choice) => await Case(caseId).VoteAsync(Caller, Ballot(await ShowAsync(caseId), choice));

    public async Task<CaseView> VoteAsync(string caseId, VoteChoice choice)
    {
        var voted = await TryVoteAsync(caseId, choice);
        voted.Refusal.ShouldBeNull();
        return voted.Value!;
    }

    public static VoteBallot Ballot(CaseView view, VoteChoice choice) => new(choice, "", view.Digest, "", "", view.PolicyRevision, TimeProvider.System.GetUtcNow().AddMinutes(10));

    public VoteBallot Signed(CaseView view, VoteChoice choice)
    {
        var ballot = Ballot(view, choice) with { KeyId = PublicKey.KeyId };
        var text = VoteText.Of(session.Key.Tenant, view.Summary.CaseId, Name, ballot);
        return ballot with { Signature = Convert.ToBase64String(Key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)) };
    }

    public async Task<CasePage> ListAsync(CaseState? state = null, string sender = "", string after = "", int limit = 50)
    {
        var listed = await grains.GetGrain<ICaseIndex>(new TenantKey(session.Key.Tenant).CasesKey).ListAsync(new CaseQuery(Caller, state, sender, After: after, Limit: limit));
        listed.Refusal.ShouldBeNull();
        return listed.Value!;
    }

    /// <summary>Cases that are over, by their words, newest first.</summary>
    public async Task<IReadOnlyList<string>> SearchAsync(string text, CaseState? state = null)
    {
        var listed = await grains.GetGrain<ICaseIndex>(new TenantKey(session.Key.Tenant).CasesKey).ListAsync(new CaseQuery(Caller, state, IsOver: true, Text: text));
        listed.Refusal.ShouldBeNull();
        return [.. listed.Value!.Cases.Select(static of => of.CaseId)];
    }
}
