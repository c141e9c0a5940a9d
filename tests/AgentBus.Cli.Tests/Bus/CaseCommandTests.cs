using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentBus.Client;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>Two people decide by the command line on what an agent means to do, against the built silo (DEL-01, DEL-02, DEL-04).</summary>
public sealed class CaseCommandTests : IAsyncLifetime
{
    private const string Target = "science:cases";

    private readonly TemporaryDirectory _keys = new("keys");
    private SiloProcess _silo = null!;

    [Fact]
    public async Task Two_people_approve_by_the_command_line_and_two_agents_get_the_message()
    {
        await using var critic = await ConnectAsync("critic");
        await using var scribe = await ConnectAsync("scribe");
        await using var criticHears = await critic.OpenSubscriptionAsync("science", "cases", cancellationToken: TestContext.Current.CancellationToken);
        await using var scribeHears = await scribe.OpenSubscriptionAsync("science", "cases", cancellationToken: TestContext.Current.CancellationToken);
        var bootstrap = await BootstrapAsync();
        Register("ann", bootstrap);
        Register("ben", bootstrap);

        var held = Lines(Run(_silo.Token("explorer"), "publish", Target, "version 4.2", "--requires-approval", "--tool", "kubectl")).Single();
        ((string?)held["outcome"]).ShouldBe("held");
        var caseId = (string)held["case_id"]!;
        Run(Person("ann"), "cases", "list").Output.ShouldContain(caseId);
        Vote("ann", caseId, "approve", "json").ShouldContain("\"open\"");
        Run(_silo.Token("explorer"), "cases", "vote", caseId, "approve").Error.ShouldContain("permission_denied");

        var other = Run(Person("ben"), "cases", "vote", caseId, "approve", "--key", KeyOf("ben"), "--digest", "00000000");
        (other.Code, other.Error.Contains("Look at it again", StringComparison.Ordinal)).ShouldBe((1, true), other.Error);
        var digest = (string)JsonNode.Parse(Run(Person("ben"), "cases", "show", caseId, "-o", "json").Output)!["digest"]!;
        Vote("ben", caseId, "approve", "json", "--digest", digest[..8]).ShouldContain("\"delivered\"");

        (await FirstAsync(criticHears)).Text.ShouldBe("version 4.2");
        (await FirstAsync(scribeHears)).Text.ShouldBe("version 4.2");
        var late = Run(Person("ben"), "cases", "vote", caseId, "reject", "--key", KeyOf("ben"));
        late.Code.ShouldBe(1);
        late.Error.ShouldContain("case_closed");
    }

    [Fact]
    public async Task What_people_reject_reaches_nobody_and_a_key_that_nobody_confirmed_counts_for_nothing()
    {
        var bootstrap = await BootstrapAsync();
        Register("ann", bootstrap);
        Register("ben", bootstrap);
        Register("rita", null);
        var held = Lines(Run(_silo.Token("explorer"), "publish", Target, "drop it all", "--requires-approval")).Single();
        var caseId = (string)held["case_id"]!;

        Run(Person("rita"), "cases", "vote", caseId, "approve", "--key", KeyOf("rita")).Error.ShouldContain("signature_invalid");
        Vote("ann", caseId, "reject", "json");
        Vote("ben", caseId, "reject", "json").ShouldContain("\"rejected\"");

        Run(Person("ann"), "cases", "show", caseId).Output.ShouldContain("rejected");
        Run(_silo.Token("explorer"), "rooms", "history", Target).Output.ShouldNotContain("drop it all");
    }

    [Fact]
    public async Task What_happens_is_watched_shown_on_a_page_and_exported_with_votes_that_openssl_verifies()
    {
        var bootstrap = await BootstrapAsync();
        Register("ann", bootstrap);
        Register("ben", bootstrap);
        var first = Held("version 4.2");

        // The first line is of what waited already, the others are changes.
        var (forPrograms, forPeople) = (new LineCollector(), new LineCollector());
        var watching = Task.WhenAll(Follow("lea", forPrograms, "--limit", "4", "-o", "json"), Follow("liv", forPeople, "--limit", "2", "-o", "table"));
        await Until.TrueAsync("both watch", () => forPrograms.Lines.Count == 1 && forPeople.Lines.Count == 1, cancellationToken: TestContext.Current.CancellationToken);
        Run(Person("ann"), "cases", "comment", first, "is it tested?").Output.ShouldContain("is it tested?");
        Vote("ann", first, "approve", "json");
        Vote("ben", first, "approve", "json");
        (await watching).ShouldAllBe(static code => code == 0);
        forPrograms.Lines.Select(static line => string.Join(' ', JsonNode.Parse(line)!["entries"]!.AsArray().Select(static entry => (string)entry!["what"]!)))
            .ShouldBe(["", "comment", "vote", "vote approve"]);
        forPeople.Lines[1].ShouldContain("comment by ann");

        var page = Run(Person("ann"), "cases", "show", first).Output;
        foreach (var part in new[] { $"{first}  delivered", "Why it waits", "Votes", "ann  approve  looked at  signed by key", "History" })
        {
            page.ShouldContain(part);
        }

        page.ShouldNotContain("\"reviewer\"");
        var exported = Lines(Run(Person("lea"), "cases", "export", "--state", "delivered")).Single();
        foreach (var vote in exported["votes"]!.AsArray())
        {
            await VerifyWithOpenSslAsync((string)vote!["text"]!, (string)vote["signature_der"]!, (string)vote["public_key_pem"]!);
        }

        exported["votes"]!.AsArray().Count.ShouldBe(2);
        Lines(Run(_silo.Token("explorer"), "cases", "export", first)).Single()["votes"]![0]!["public_key_pem"].ShouldBeNull("a sender does not see the keys of reviewers");
        Run(Person("ann"), "cases", "escalate", Held("another")).Error.ShouldContain("case_closed");
    }

    [Fact]
    public async Task A_sender_waits_for_the_outcome_of_what_is_held_and_withdraws_what_it_wants_no_more()
    {
        var bootstrap = await BootstrapAsync();
        Register("ann", bootstrap);
        Register("ben", bootstrap);
        await using var explorer = await ConnectAsync("explorer");
        var wanted = await PublishHeldAsync(explorer, "version 4.2");
        var unwanted = await PublishHeldAsync(explorer, "version 4.1");
        (wanted.Outcome, (await explorer.ReadHeldAsync(wanted.CaseId, TestContext.Current.CancellationToken)).State).ShouldBe((ReceiptOutcome.Held, HeldState.Open));
        var outcome = explorer.WaitForOutcomeAsync(wanted, TestContext.Current.CancellationToken);

        (await explorer.WithdrawAsync(unwanted.CaseId, "wrong version", TestContext.Current.CancellationToken)).Code.ShouldBe("case_cancelled");
        Vote("ann", wanted.CaseId, "approve", "json");
        Vote("ben", wanted.CaseId, "approve", "json");

        var delivered = await outcome;
        (delivered.IsDelivered, delivered.Approvals, delivered.MessageId).ShouldBe((true, 2, wanted.MessageId));
        (await explorer.WaitForOutcomeAsync(unwanted, TestContext.Current.CancellationToken)).State.ShouldBe(HeldState.Cancelled);
        await using var stranger = await ConnectAsync("stranger");
        (await Should.ThrowAsync<AgentBusException>(() => stranger.ReadHeldAsync(wanted.CaseId, TestContext.Current.CancellationToken))).Code.ShouldBe(AgentBusCodes.NotFound);
        (await Should.ThrowAsync<AgentBusException>(() => explorer.WithdrawAsync(wanted.CaseId, "", TestContext.Current.CancellationToken))).Code.ShouldBe(AgentBusCodes.CaseClosed);
    }

    [Fact]
    public void Who_may_not_watch_is_told_so()
    {
        var none = Run("not-a-token", "cases", "watch");

        (none.Code, none.Error).ShouldBe((1, none.Error));
        none.Error.ShouldContain("unauthenticated");
    }

    public async ValueTask InitializeAsync() => _silo = await SiloProcess.StartAsync(
        SiloSettings.WithWideLimits()
            .WithChannels("science", ["cases"], ephemeral: false)
            .With($"Tenants:{SiloProcess.Tenant}:Deliberation:Rules:two:Quorum", 2.ToString(CultureInfo.InvariantCulture)));

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _keys.Dispose();
    }

    private Task<AgentBusClient> ConnectAsync(string agent) =>
        AgentBusClient.ConnectAsync(new AgentBusOptions { Uri = _silo.WebSocketUri, Token = _silo.Token(agent) }, TestContext.Current.CancellationToken);

    private static async Task<Delivery> FirstAsync(AgentBusSubscription subscription)
    {
        await foreach (var heard in subscription.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            return heard;
        }

        throw new InvalidOperationException("The subscription ended before its first message.");
    }

    private async Task<string> BootstrapAsync()
    {
        using var http = _silo.Operator();
        var context = new JsonObject { ["hash"] = "cdd01ef066bc6cf2", ["tenant_id"] = SiloProcess.Tenant, ["compliance_level"] = "standard", ["audit_required"] = false };
        var envelope = new JsonObject { ["constitutional_context"] = context, ["data"] = new JsonObject() };
        using var answer = await http.PostAsJsonAsync($"admin/reviewers/{SiloProcess.Tenant}/bootstrap", envelope, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return (string)body["data"]!["bootstrap_token"]!;
    }

    private static Task<Receipt> PublishHeldAsync(AgentBusClient client, string text) => client.PublishAsync(
        "science", "cases", new Protocol.V1.Envelope { RequiresApproval = true, Content = new Protocol.V1.Content { Text = text } }, TestContext.Current.CancellationToken);

    private string Held(string text) =>
        (string)Lines(Run(_silo.Token("explorer"), "publish", Target, text, "--requires-approval")).Single()["case_id"]!;

    private Task<int> Follow(string person, LineCollector output, params string[] options) => Task.Run(
        () =>
        {
            var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["AGENTBUS_URL"] = $"{_silo.WebSocketUri}", ["AGENTBUS_TOKEN"] = Person(person) };
            using var input = new StringReader("");
            using var error = new StringWriter();
            return CommandLine.Run(["cases", "watch", .. options], Cli.Surroundings(input, output, error) with { Variable = variables.GetValueOrDefault });
        },
        TestContext.Current.CancellationToken);

    private async Task VerifyWithOpenSslAsync(string text, string signature, string key)
    {
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_keys.File("vote.json"), text, cancel);
        await File.WriteAllBytesAsync(_keys.File("vote.sig"), Convert.FromBase64String(signature), cancel);
        await File.WriteAllTextAsync(_keys.File("key.pem"), key + "\n", cancel);
        using var openssl = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "openssl", ["dgst", "-sha256", "-verify", _keys.File("key.pem"), "-signature", _keys.File("vote.sig"), _keys.File("vote.json")])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        (await openssl.StandardOutput.ReadToEndAsync(cancel)).Trim().ShouldBe("Verified OK");
        await openssl.WaitForExitAsync(cancel);
    }

    private void Register(string person, string? bootstrap)
    {
        var name = Path.Combine(_keys.Path, person);
        Run(Person(person), "keys", "create", name).Code.ShouldBe(0);
        string[] token = bootstrap is null ? [] : ["--bootstrap", bootstrap];
        var registered = Run(Person(person), ["keys", "register", $"{name}.pub.pem", .. token]);
        registered.Code.ShouldBe(0, registered.Error);
    }

    private string KeyOf(string person) => Path.Combine(_keys.Path, $"{person}.key.pem");

    private string Vote(string person, string caseId, string vote, string output, params string[] more)
    {
        var voted = Run(Person(person), ["cases", "vote", caseId, vote, "--key", KeyOf(person), "--reason", "looked at", "-o", output, .. more]);
        voted.Code.ShouldBe(0, voted.Error);
        return voted.Output;
    }

    private string Person(string name) => _silo.Issuer.Token(SiloProcess.Tenant, name, ["admin"], TimeSpan.FromHours(1), type: "human");

    private CommandOutcome Run(string token, params string[] args) => Cli.RunIn(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["AGENTBUS_URL"] = $"{_silo.WebSocketUri}", ["AGENTBUS_TOKEN"] = token }, "", args);

    private static IEnumerable<JsonNode> Lines(CommandOutcome outcome) =>
        outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!);
}
