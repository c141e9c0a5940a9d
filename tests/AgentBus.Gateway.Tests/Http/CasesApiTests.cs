using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentBus.Domain.Deliberation;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>People decide over HTTP (DEL-02, DEL-04, DEL-05).</summary>
public sealed class CasesApiTests
{
    private const string Unsigned = "--AgentBus:Tenants:default-tenant:Deliberation:UnsignedVotes";

    [Fact]
    public async Task A_reviewer_finds_looks_and_approves_and_the_message_is_there()
    {
        await using var silo = await RunningSilo.StartAsync(Unsigned, "true");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var ann = new ApiClient(silo, silo.PersonToken("ann", "admin"));
        var held = await HoldAsync(alpha);

        var list = (await ann.GetAsync("/api/v1/cases")).ShouldBeData();
        list.Data.GetProperty("cases")[0].GetProperty("case_id").GetString().ShouldBe(held);
        var shown = (await ann.GetAsync($"/api/v1/cases/{held}")).ShouldBeData();
        shown.Data.GetProperty("message").GetProperty("content").GetProperty("text").GetString().ShouldBe("deploy");
        (await ann.PostAsync($"/api/v1/cases/{held}/comment", ApiClient.Enveloped(new { text = "fine" }))).ShouldBeData();
        var voted = (await ann.PostAsync($"/api/v1/approval/{held}", ApiClient.Enveloped(new { vote = "approve", reason = "fine" }))).ShouldBeData();

        voted.Data.GetProperty("case").GetProperty("state").GetString().ShouldBe("delivered");
        voted.Data.GetProperty("history").EnumerateArray().Select(static entry => entry.GetProperty("what").GetString()).ShouldBe(["open", "comment", "vote", "approve", "deliver"]);
        (await ann.GetAsync("/api/v1/cases?state=delivered")).ShouldBeData().Data.GetProperty("cases").GetArrayLength().ShouldBe(1);
        (await ann.PostAsync($"/api/v1/cases/{held}/vote", ApiClient.Enveloped(new { vote = "reject" }))).ShouldBeProblem(HttpStatusCode.Conflict, "case_closed");
    }

    [Fact]
    public async Task A_reviewer_reads_why_it_waits_what_is_needed_and_after_it_the_receipt()
    {
        await using var silo = await RunningSilo.StartAsync(Unsigned, "true");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var gamma = ApiClient.Of(silo, "gamma");
        using var ann = new ApiClient(silo, silo.PersonToken("ann", "admin"));
        var held = await HoldAsync(alpha);

        var shown = (await ann.GetAsync($"/api/v1/cases/{held}")).ShouldBeData().Data;
        (shown.GetProperty("tenant").GetString(), shown.GetProperty("sender_type").GetString()).ShouldBe((RunningSilo.Tenant, "agent"));
        shown.GetProperty("case").GetProperty("message_type").GetString().ShouldBe("Event");
        shown.GetProperty("standing").GetProperty("may_vote").GetBoolean().ShouldBeTrue();
        shown.GetProperty("standing").GetProperty("needs")[0].GetString().ShouldBe("1 more approval lets it go.");
        (await alpha.GetAsync($"/api/v1/cases/{held}")).ShouldBeData().Data.GetProperty("standing").GetProperty("may_vote").GetBoolean().ShouldBeFalse();
        (await ann.PostAsync($"/api/v1/cases/{held}/vote", ApiClient.Enveloped(new { vote = "approve" }))).ShouldBeData();

        var found = (await ann.GetAsync("/api/v1/cases?over=true&text=alpha")).ShouldBeData().Data.GetProperty("cases");
        found[0].GetProperty("case_id").GetString().ShouldBe(held);
        var receipt = (await AuditScene.UntilAsync(ann, $"/api/v1/cases/{held}/receipt", static answer => answer.Status == HttpStatusCode.OK && answer.Data.GetProperty("entries").GetArrayLength() > 1)).ShouldBeData().Data;
        receipt.GetProperty("checkpoint").GetString().ShouldNotBeNull().ShouldContain($"/{RunningSilo.Tenant}\n");
        (await gamma.GetAsync($"/api/v1/cases/{held}/receipt")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Agents_vote_on_nothing_and_a_sender_sees_and_withdraws_its_own()
    {
        await using var silo = await RunningSilo.StartAsync(Unsigned, "true");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var beta = ApiClient.Of(silo, "beta", "admin");
        var held = await HoldAsync(alpha);

        (await beta.GetAsync($"/api/v1/cases/{held}")).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        (await alpha.PostAsync($"/api/v1/cases/{held}/vote", ApiClient.Enveloped(new { vote = "approve" }))).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await alpha.PostAsync($"/api/v1/cases/{held}/vote", ApiClient.Enveloped(new { vote = "maybe" }))).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        (await alpha.PostAsync($"/api/v1/cases/{held}/cancel", ApiClient.Enveloped(new { text = "wrong version" }))).ShouldBeData()
            .Data.GetProperty("case").GetProperty("code").GetString().ShouldBe("case_cancelled");
    }

    [Fact]
    public async Task Votes_are_signed_by_keys_that_a_second_admin_confirmed_and_openssl_verifies_them()
    {
        await using var silo = await RunningSilo.StartAsync();
        using var alpha = ApiClient.Of(silo, "alpha");
        using var ann = new ApiClient(silo, silo.PersonToken("ann", "admin"));
        using var ben = new ApiClient(silo, silo.PersonToken("ben", "admin"));
        using var rita = new ApiClient(silo, silo.PersonToken("rita", "admin"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var third = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var token = await BootstrapAsync(silo);
        var keyId = await RegisterAsync(ann, key, token);
        await RegisterAsync(ben, other, token);
        var pending = await RegisterAsync(rita, third, null);
        var held = await HoldAsync(alpha);
        var shown = (await ann.GetAsync($"/api/v1/cases/{held}")).ShouldBeData().Data;

        var byRita = Signed(third, pending, held, "rita", shown);
        (await rita.PostAsync($"/api/v1/cases/{held}/vote", byRita.Body)).ShouldBeProblem(HttpStatusCode.Forbidden, "signature_invalid");
        (await rita.PostAsync($"/api/v1/reviewer-keys/{pending}/confirm", ApiClient.Enveloped(new { }))).ShouldBeProblem(HttpStatusCode.Forbidden, "permission_denied");
        (await ben.PostAsync($"/api/v1/reviewer-keys/{pending}/confirm", ApiClient.Enveloped(new { }))).ShouldBeData().Data.GetProperty("state").GetString().ShouldBe("active");
        (await rita.PostAsync($"/api/v1/reviewer-keys/{pending}/revoke", ApiClient.Enveloped(new { }))).ShouldBeData();
        (await rita.PostAsync($"/api/v1/cases/{held}/vote", byRita.Body)).ShouldBeProblem(HttpStatusCode.Forbidden, "signature_invalid");
        (await ben.PostAsync($"/api/v1/cases/{held}/vote", Signed(key, keyId, held, "ann", shown).Body)).ShouldBeProblem(HttpStatusCode.Forbidden, "signature_invalid");
        var (body, text, signature) = Signed(key, keyId, held, "ann", shown);
        (await ann.PostAsync($"/api/v1/cases/{held}/vote", body)).ShouldBeData().Data.GetProperty("case").GetProperty("state").GetString().ShouldBe("delivered");

        await VerifyWithOpenSslAsync(key, text, signature);
    }

    private static async Task<string> BootstrapAsync(RunningSilo silo)
    {
        using var http = silo.Operator();
        using var answer = await http.PostAsync(
            $"admin/reviewers/{RunningSilo.Tenant}/bootstrap", new StringContent(ApiClient.Enveloped(new { }), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var reply = await ApiReply.OfAsync(answer);
        return reply.ShouldBeData().Data.GetProperty("bootstrap_token").GetString()!;
    }

    private static async Task<string> RegisterAsync(ApiClient person, ECDsa key, string? token)
    {
        var answer = await person.PostAsync(
            "/api/v1/reviewer-keys", ApiClient.Enveloped(new { public_key = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), bootstrap_token = token }));
        var data = answer.ShouldBeData().Data;
        data.GetProperty("state").GetString().ShouldBe(token is null ? "pending" : "active");
        return data.GetProperty("key_id").GetString()!;
    }

    private static (string Body, byte[] Text, byte[] Signature) Signed(ECDsa key, string keyId, string caseId, string person, JsonElement shown)
    {
        var ballot = new VoteBallot(
            VoteChoice.Approve, "fine", shown.GetProperty("digest").GetString()!, keyId, "", shown.GetProperty("policy_revision").GetInt64(), TimeProvider.System.GetUtcNow().AddMinutes(10));
        var text = VoteText.Of(RunningSilo.Tenant, caseId, person, ballot);
        var signature = key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var body = ApiClient.Enveloped(new
        {
            vote = "approve",
            reason = "fine",
            digest = ballot.Digest,
            policy_revision = ballot.PolicyRevision,
            key_id = keyId,
            expires = VoteText.Time(ballot.Expires),
            signature = Convert.ToBase64String(signature),
        });
        return (body, text, signature);
    }

    /// <summary>openssl wants the DER form of the two numbers, which docs/deliberation.md shows how to make.</summary>
    private static async Task VerifyWithOpenSslAsync(ECDsa key, byte[] text, byte[] signature)
    {
        using var folder = new TemporaryDirectory("openssl");
        var der = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteIntegerUnsigned(signature.AsSpan(0, 32).TrimStart((byte)0));
            der.WriteIntegerUnsigned(signature.AsSpan(32).TrimStart((byte)0));
        }

        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(folder.File("key.pem"), key.ExportSubjectPublicKeyInfoPem(), cancel);
        await File.WriteAllBytesAsync(folder.File("vote.json"), text, cancel);
        await File.WriteAllBytesAsync(folder.File("vote.sig"), der.Encode(), cancel);
        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", "-verify", folder.File("key.pem"), "-signature", folder.File("vote.sig"), folder.File("vote.json")])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        (await openssl.StandardOutput.ReadToEndAsync(cancel)).Trim().ShouldBe("Verified OK");
        await openssl.WaitForExitAsync(cancel);
    }

    internal static async Task<string> HoldAsync(ApiClient agent)
    {
        var body = ApiClient.Enveloped(new { room = RunningSilo.Room, channel = RunningSilo.Channel, message_type = "event", content = "deploy", requires_approval = true });
        var answer = (await agent.PostAsync("/api/v1/messages", body)).ShouldBeData(HttpStatusCode.Accepted);
        return answer.Data.GetProperty("receipt").GetProperty("case_id").GetString()!;
    }
}
