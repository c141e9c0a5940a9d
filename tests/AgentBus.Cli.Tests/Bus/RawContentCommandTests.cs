using System.Text;
using System.Text.Json.Nodes;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>
/// What inspection takes out of a held message, by the command line against the built silo: shown to whom it may be, on record, after the process was killed too; and in no file and no line
/// of the log, while it is kept and after.
/// </summary>
public sealed class RawContentCommandTests : IAsyncLifetime
{
    private const string Mail = "jane.planted@mail.test";
    private const string Target = "science:cases";

    private SiloProcess _silo = null!;

    [Fact]
    public async Task Who_may_looks_on_record_and_nothing_is_in_clear_anywhere()
    {
        var sent = JsonNode.Parse(Run(_silo.Token("explorer"), "publish", Target, $"ask {Mail} first", "--requires-approval").Output)!;
        var (caseId, messageId) = ((string)sent["case_id"]!, (string)sent["message_id"]!);
        Run(Person("root", "admin"), "cases", "show", caseId).Output.ShouldContain("cases raw shows it, and that you looked");
        Run(Person("rita", "reviewer"), "cases", "raw", caseId, "--reason", "curious").Error.ShouldContain("None of your roles may look");
        Run(_silo.Token("explorer"), "cases", "raw", caseId, "--reason", "mine").Error.ShouldContain("permission_denied");
        Run(Person("root", "admin"), "cases", "raw", caseId).Error.ShouldContain("--reason");
        Run(Person("root", "admin"), "cases", "raw", caseId, "--reason", " ").Error.ShouldContain("1 to 1,000 characters");

        Look(caseId, "the address is cut").ShouldContain($"ask {Mail} first");
        IsStored("ask ***REDACTED*** first").ShouldBeTrue("The files are looked through.");
        IsStored(Mail).ShouldBeFalse();
        await _silo.KillAsync(TestContext.Current.CancellationToken);
        IsStored(Mail).ShouldBeFalse();
        await _silo.StartAsync(TestContext.Current.CancellationToken);

        var again = JsonNode.Parse(Look(caseId, "again", "-o", "json"))!;
        ((string)again["message"]!["content"]!["text"]!).ShouldBe($"ask {Mail} first");
        Run(Person("root", "admin"), "cases", "show", caseId).Output.ShouldContain("look  the address is cut");
        await Until.TrueAsync(
            "both looks are in the ledger",
            () => Task.FromResult(Run(Person("root", "admin"), "ledger", "life", messageId).Output.Split("raw_content_seen").Length > 2),
            cancellationToken: TestContext.Current.CancellationToken);

        Run(Person("root", "admin"), "cases", "vote", caseId, "reject", "--reason", "no").Code.ShouldBe(0);
        Run(Person("root", "admin"), "cases", "raw", caseId, "--reason", "late").Error.ShouldContain("was kept, and is deleted");
        Run(Person("root", "admin"), "cases", "show", caseId).Output.ShouldContain("was kept, and is deleted");
        Run(Person("root", "admin"), "cases", "export", caseId).Output.ShouldNotContain(Mail);
        await _silo.StopAsync(TestContext.Current.CancellationToken);

        IsStored(Mail).ShouldBeFalse();
        IsStored((string)again["salt"]!).ShouldBeFalse();
        IsStored((string)again["commitment"]!).ShouldBeTrue("The ledger names what was seen.");
    }

    public async ValueTask InitializeAsync()
    {
        _silo = await SiloProcess.StartAsync(
            SiloSettings.WithWideLimits()
                .WithChannels("science", ["cases"], ephemeral: false)
                .WithVariable("Logging__LogLevel__Default", "Debug")
                .With("Inspection:Enabled", "true")
                .With("Inspection:Policy:Mode", "Enforce")
                .With($"Tenants:{SiloProcess.Tenant}:Deliberation:UnsignedVotes", "true")
                .With($"Tenants:{SiloProcess.Tenant}:Deliberation:KeepRawContent", "true"),
            TestContext.Current.CancellationToken);
        _silo.Secrets.Plant("what inspection took out", Mail);
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private string Look(string caseId, string reason, params string[] more)
    {
        var looked = Run(Person("root", "admin"), ["cases", "raw", caseId, "--reason", reason, .. more]);
        looked.Code.ShouldBe(0, looked.Error);
        return looked.Output;
    }

    private string Person(string name, string role) => _silo.Issuer.Token(SiloProcess.Tenant, name, [role], TimeSpan.FromHours(1), type: "human");

    private bool IsStored(string text) => Directory.EnumerateFiles(_silo.DataDirectory, "*", SearchOption.AllDirectories)
        .Where(static path => !path.EndsWith(".lock", StringComparison.Ordinal))
        .Any(path => File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private CommandOutcome Run(string token, params string[] args) => Cli.RunIn(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["AGENTBUS_URL"] = $"{_silo.WebSocketUri}", ["AGENTBUS_TOKEN"] = token }, "", args);
}
