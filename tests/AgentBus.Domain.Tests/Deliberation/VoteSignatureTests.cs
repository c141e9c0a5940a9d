using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class VoteSignatureTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void What_is_signed_is_canonical_text()
    {
        var text = Encoding.UTF8.GetString(VoteText.Of("acme", "case-1", "ann", Ballot(VoteChoice.Approve, "fine") with { KeyId = "k" }));

        text.ShouldBe(
            "{\"case\":\"case-1\",\"digest\":\"" + new string('d', 64) + "\",\"expires\":\"2026-03-01T12:30:00Z\",\"key_id\":\"k\",\"policy_revision\":7,\"reason_sha256\":\""
            + Convert.ToHexStringLower(SHA256.HashData("fine"u8)) + "\",\"reviewer\":\"ann\",\"tenant\":\"acme\",\"v\":1,\"vote\":\"approve\"}");
    }

    [Fact]
    public void A_vote_signed_by_an_active_key_of_the_voter_counts()
    {
        Check(Sign(Ballot(VoteChoice.Approve))).ShouldBeNull();
        Check(Sign(Ballot(VoteChoice.Approve)), settings: With(ReviewerKeyState.Pending)).ShouldBe(CaseRefusals.Signature);
        Check(Sign(Ballot(VoteChoice.Approve)), settings: With(ReviewerKeyState.Revoked)).ShouldBe(CaseRefusals.Signature);
        Check(Sign(Ballot(VoteChoice.Approve), "ben"), voter: "ben").ShouldBe(CaseRefusals.Signature);
        Check(Ballot(VoteChoice.Approve)).ShouldBe(CaseRefusals.Signature);
    }

    [Fact]
    public void What_was_changed_after_signing_is_not_signed()
    {
        var signed = Sign(Ballot(VoteChoice.Approve));
        VoteBallot[] changed =
        [
            signed with { Choice = VoteChoice.Reject },
            signed with { Reason = "another" },
            signed with { Digest = new string('e', 64) },
            signed with { PolicyRevision = 8 },
            signed with { Expires = signed.Expires + TimeSpan.FromSeconds(1) },
            signed with { Signature = Convert.ToBase64String(new byte[64]) },
            signed with { Signature = signed.Signature[..40] },
            signed with { Signature = "no base64!" },
        ];

        Check(signed).ShouldBeNull();
        changed.ShouldAllBe(ballot => Check(ballot) == CaseRefusals.Signature);
    }

    [Fact]
    public void A_signature_ends_and_lasts_an_hour_at_most()
    {
        Check(Sign(Ballot(VoteChoice.Approve) with { Expires = Start })).ShouldBe(CaseRefusals.Signature);
        Check(Sign(Ballot(VoteChoice.Approve) with { Expires = Start + TimeSpan.FromHours(1) })).ShouldBeNull();
        Check(Sign(Ballot(VoteChoice.Approve) with { Expires = Start + TimeSpan.FromHours(2) })).ShouldBe(CaseRefusals.Signature);
    }

    [Fact]
    public void A_vote_counts_for_its_case_only() => Check(Sign(Ballot(VoteChoice.Approve)), Open() with { CaseId = "case-2" }).ShouldBe(CaseRefusals.Signature);

    [Fact]
    public void Unsigned_votes_count_only_where_the_tenant_says_so()
    {
        Check(Ballot(VoteChoice.Approve), settings: With(ReviewerKeyState.Active) with { UnsignedVotes = true }).ShouldBeNull();
        Check(Sign(Ballot(VoteChoice.Approve)) with { Reason = "x" }, settings: With(ReviewerKeyState.Active) with { UnsignedVotes = true }).ShouldBe(CaseRefusals.Signature);
    }

    [Fact]
    public void Only_keys_of_the_one_curve_are_keys()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);

        ReviewerKeys.NameOf(Convert.ToBase64String(other.ExportSubjectPublicKeyInfo())).ShouldBeNull();
        ReviewerKeys.NameOf(Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())).ShouldBeNull();
        ReviewerKeys.NameOf("AAAA").ShouldBeNull();
        ReviewerKeys.NameOf("").ShouldBeNull();
        ReviewerKeys.NameOf(Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo())).ShouldNotBeNull().Length.ShouldBe(32);
    }

    private DeliberationSettings With(ReviewerKeyState state) => DeliberationSettings.Default with { Keys = [KeyOf(_key, "ann", state)] };

    private Refusal? Check(VoteBallot ballot, DeliberationCase? of = null, DeliberationSettings? settings = null, string voter = "ann") =>
        VoteSignature.Check(of ?? Open(), Person(voter), ballot, settings ?? With(ReviewerKeyState.Active), Start, out _);

    private VoteBallot Sign(VoteBallot ballot, string voter = "ann")
    {
        var named = ballot with { KeyId = KeyOf(_key, "ann").KeyId };
        var signature = _key.SignData(VoteText.Of("acme", "case-1", voter, named), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return named with { Signature = Convert.ToBase64String(signature) };
    }
}
