using System.Collections.Specialized;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using AgentBus.Browser.Tests.Harness;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>Votes are signed in the browser and nowhere else.</summary>
[Collection<DashboardCollection>]
public sealed class SignatureTests(DashboardFixture fixture)
{
    private const string Keys = """
        async () => {
          const database = await new Promise((resolve, reject) => { const r = indexedDB.open('agentbus-reviewer'); r.onsuccess = () => resolve(r.result); r.onerror = () => reject(r.error); });
          const all = await new Promise(resolve => { const r = database.transaction('keys').objectStore('keys').getAll(); r.onsuccess = () => resolve(r.result); });
          const tries = await Promise.all(all.flatMap(k => ['pkcs8', 'jwk'].map(f => crypto.subtle.exportKey(f, k.privateKey).then(() => 'exported', e => e.name))));
          return [all.length, all.every(k => k.privateKey instanceof CryptoKey && !k.privateKey.extractable), ...tries].join(' ');
        }
        """;

    [Fact]
    public async Task The_vote_of_the_page_verifies_with_openssl_and_its_key_leaves_the_browser_by_no_way()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await sender.PublishAsync(DashboardFixture.Room, fixture.Name("channel"), CaseDesk.Weighty("signed here"), TestContext.Current.CancellationToken);
        await ann.OpenCaseAsync(held.CaseId);

        var request = await ann.Page.RunAndWaitForRequestAsync(() => ann.VoteAsync("approve", "grüße, \"4.2\" → los"), one => one.Url.EndsWith("/vote", StringComparison.Ordinal));
        var vote = HttpUtility.ParseQueryString(request.PostData!);

        using var directory = new TemporaryDirectory("vote");
        await File.WriteAllTextAsync(directory.File("vote.json"), Text(held.CaseId, ann.Name, vote), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(directory.File("vote.sig"), Der(Convert.FromBase64String(vote["signature"]!)), TestContext.Current.CancellationToken);
        var key = (await fixture.Keys.KeysAsync()).Single(one => (string?)one["key_id"] == vote["key_id"]);
        await File.WriteAllTextAsync(directory.File("key.pem"), PemEncoding.WriteString("PUBLIC KEY", Convert.FromBase64String((string)key["public_key"]!)), TestContext.Current.CancellationToken);
        await using var openssl = ChildProcess.Start("openssl", ["dgst", "-sha256", "-verify", "key.pem", "-signature", "vote.sig", "vote.json"], directory.Path);
        (await openssl.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(0, openssl.Output);

        (await ann.Page.EvaluateAsync<string>(Keys)).ShouldBe("1 true InvalidAccessError InvalidAccessError");
        (await ann.Context.StorageStateAsync()).ShouldNotContain("privateKey");
    }

    [Fact]
    public async Task A_page_that_shows_something_else_than_the_server_means_signs_nothing()
    {
        await using var sender = await fixture.AgentAsync();
        await using var ann = await fixture.ReviewerWithKeyAsync();
        var held = await sender.PublishAsync(DashboardFixture.Room, fixture.Name("channel"), CaseDesk.Weighty("pay 10"), TestContext.Current.CancellationToken);
        await ann.OpenCaseAsync(held.CaseId);
        await Assertions.Expect(ann.Page.Locator("#send-vote")).ToBeEnabledAsync();
        var sent = 0;
        ann.Page.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;

        await ann.Page.Locator("[data-signed=body]").EvaluateAsync("body => { body.textContent = body.textContent.replace('pay 10', 'pay 1'); }");
        await ann.SendVoteAsync("approve", "only 1");

        await Assertions.Expect(ann.Page.Locator("#vote-result")).ToContainTextAsync("Nothing was signed");
        sent.ShouldBe(0);
        (await fixture.Keys.CaseAsync(held.CaseId))["votes"]!.AsArray().ShouldBeEmpty();
    }

    /// <summary>docs/deliberation.md, "What a vote signs".</summary>
    private static string Text(string caseId, string reviewer, NameValueCollection vote) =>
        $$"""{"case":"{{caseId}}","digest":"{{vote["digest"]}}","expires":"{{vote["expires"]}}","key_id":"{{vote["key_id"]}}","policy_revision":{{vote["policy_revision"]}},"reason_sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(vote["reason"]!)))}}","reviewer":"{{reviewer}}","tenant":"{{SiloProcess.Tenant}}","v":1,"vote":"{{vote["vote"]}}"}""";

    private static byte[] Der(byte[] halves)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(halves.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(halves.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }
}
