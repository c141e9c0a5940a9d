using System.Text.Json.Nodes;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

public sealed class StateCommandTests(BusFixture bus) : IClassFixture<BusFixture>
{
    private const string NoServer = "http://127.0.0.1:1";

    /// <summary>Every command that asks a bus, as it is asked.</summary>
    public static TheoryData<string> Asking { get; } =
    [
        "publish a:b hello",
        "subscribe a:b",
        "tail a:b",
        "request robot hello",
        "rooms list",
        "rooms info science",
        "rooms history a:b",
        "agents list",
        "agents show robot",
        $"agents disable robot --admin-url {NoServer}",
        $"agents enable robot --admin-url {NoServer}",
        "deadletters list",
        "deadletters show 1",
        "deadletters replay 1",
        "deadletters discard 1 --reason test",
        "deadletters replay --all",
        "deadletters discard --code rejected --reason test",
        "ledger receipt m-1",
        "ledger life m-1",
        "ledger lineage m-1",
        "ledger audit",
        "ledger export",
        "ledger head",
        $"token revoke 17 --admin-url {NoServer}",
        $"tenants lockdown acme --admin-url {NoServer}",
        $"tenants release acme --admin-url {NoServer}",
        $"bans list --admin-url {NoServer}",
        $"bans lift address 203.0.113.7 --admin-url {NoServer}",
        $"drain --admin-url {NoServer}",
    ];

    [Theory]
    [MemberData(nameof(Asking))]
    public void Without_a_server_it_says_so_with_exit_code_1(string line)
    {
        var outcome = Cli.Run([.. Words(line), "--token", "x.y.z", "--connect-timeout", "500ms"]);
        outcome.Code.ShouldBe(1);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldContain("unreachable");
        outcome.Error.Trim().Split('\n').Length.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public void Without_a_credential_it_says_how_to_give_one(string line)
    {
        var outcome = Cli.Run(Words(line));
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("--token-file");
    }

    /// <summary>The command line to a server that is not there; operators' commands name theirs.</summary>
    private static string[] Words(string line) => [.. line.Split(' '), .. (line.Contains("--admin-url", StringComparison.Ordinal) ? (string[])[] : ["--url", NoServer])];

    [Theory]
    [InlineData("publish", "science:cli-0", "hello")]
    [InlineData("subscribe", "science:cli-0")]
    [InlineData("tail", "science:cli-0")]
    [InlineData("request", "robot", "hello")]
    [InlineData("rooms", "history", "science:cli-0")]
    [InlineData("rooms", "list")]
    [InlineData("rooms", "info", "science")]
    [InlineData("agents", "list")]
    [InlineData("agents", "show", "robot")]
    [InlineData("deadletters", "list")]
    [InlineData("deadletters", "show", "1")]
    [InlineData("deadletters", "replay", "1")]
    [InlineData("deadletters", "discard", "1", "--reason", "test")]
    [InlineData("deadletters", "replay", "--all")]
    [InlineData("ledger", "receipt", "m-1")]
    [InlineData("ledger", "life", "m-1")]
    [InlineData("ledger", "lineage", "m-1")]
    [InlineData("ledger", "audit")]
    [InlineData("ledger", "export")]
    [InlineData("ledger", "head")]
    [InlineData("agents", "disable", "robot")]
    [InlineData("agents", "enable", "robot")]
    [InlineData("token", "revoke", "17")]
    [InlineData("tenants", "lockdown", "default-tenant")]
    [InlineData("tenants", "release", "default-tenant")]
    [InlineData("bans", "list")]
    [InlineData("bans", "lift", "address", "203.0.113.7")]
    [InlineData("drain")]
    public void A_wrong_token_is_refused_at_once_and_not_printed(params string[] args)
    {
        using var stranger = new TokenIssuer("agentbus-tests", "agentbus");
        var outcome = bus.RunWith(stranger.Token(SiloProcess.Tenant, "eve", ["agent"], TimeSpan.FromHours(1)), "", args);
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("unauthenticated");
    }

    [Fact]
    public void An_nkey_is_not_for_this_tool() => bus.RunWith("nk.default-tenant.robot", "", "publish", "a:b", "hello").Error.ShouldContain("nkey");

    [Fact]
    public void The_credential_comes_from_a_file_before_the_environment_and_from_the_option_before_both()
    {
        using var directory = new TemporaryDirectory("cli-token");
        File.WriteAllText(directory.File("alice.token"), bus.Silo.Token("alice") + "\n");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["AGENTBUS_URL"] = $"http://{bus.Silo.Address}", ["AGENTBUS_TOKEN"] = bus.Silo.Token("bob") };
        Sender().ShouldBe("bob");
        variables["AGENTBUS_TOKEN_FILE"] = directory.File("alice.token");
        Sender().ShouldBe("alice");
        Sender("--token", bus.Silo.Token("carol")).ShouldBe("carol");

        variables.Remove("AGENTBUS_TOKEN_FILE");
        variables.Remove("AGENTBUS_TOKEN");
        variables.Remove("AGENTBUS_URL");
        (variables["ARQONBUS_WS_URL"], variables["ARQONBUS_AUTH_JWT"]) = ($"{bus.Silo.WebSocketUri}", bus.Silo.Token("dora"));
        Sender().ShouldBe("dora");

        string? Sender(params string[] more)
        {
            var channel = bus.NextChannel();
            Cli.RunIn(variables, "", ["publish", channel, "hello", .. more]).Code.ShouldBe(0);
            return (string?)JsonNode.Parse(bus.RunAs("reader", "rooms", "history", channel).Output)!["sender"];
        }
    }

    [Fact]
    public void Status_says_how_the_bus_is_and_to_operators_how_busy()
    {
        var plain = Cli.Run("status", "--http-url", $"http://{bus.Silo.Address}", "-o", "json");
        plain.Code.ShouldBe(0, plain.Error);
        var status = JsonNode.Parse(plain.Output)!.AsObject();
        ((string?)status["status"]).ShouldBe("healthy");
        ((bool)status["ready"]!).ShouldBeTrue();
        status.ContainsKey("total_connections").ShouldBeFalse();

        // An address that the environment names for the day is no question for statistics of somebody without a credential.
        var named = new Dictionary<string, string>(StringComparer.Ordinal) { ["AGENTBUS_ADMIN_URL"] = $"{bus.Silo.InternalUri}" };
        Cli.RunIn(named, "", "status", "--http-url", $"http://{bus.Silo.Address}").Code.ShouldBe(0);
        Cli.Run("status", "--http-url", $"http://{bus.Silo.Address}", "--admin-url", $"{bus.Silo.InternalUri}").Error.ShouldContain("No credential is given");

        var busy = bus.RunWith(bus.Silo.Token("olga", "operator"), "", "status", "--admin-url", $"{bus.Silo.InternalUri}");
        busy.Code.ShouldBe(0, busy.Error);
        busy.Output.ShouldContain("total connections");

        bus.RunWith(bus.Silo.Token("alice"), "", "status", "--admin-url", $"{bus.Silo.InternalUri}").Code.ShouldBe(1);
        Cli.Run("status", "--url", NoServer, "--connect-timeout", "50ms").Code.ShouldBe(1);
    }

    [Fact]
    public void Version_is_that_of_the_tool_and_of_the_bus_where_one_is_named()
    {
        JsonNode.Parse(Cli.Run("version", "-o", "json").Output)!.AsObject().ContainsKey("server").ShouldBeFalse();
        var both = JsonNode.Parse(Cli.Run("version", "--http-url", $"http://{bus.Silo.Address}", "-o", "json").Output)!;
        ((string?)both["agentbus"]).ShouldStartWith((string)both["server"]!);
        ((string?)both["server_constitutional_hash"]).ShouldBe((string?)both["constitutional_hash"]);
        Cli.Run("version", "--http-url", NoServer, "--connect-timeout", "50ms").Code.ShouldBe(1);
    }

    [Fact]
    public void Doctor_finds_the_bus_and_tries_the_credential()
    {
        var found = Findings(bus.RunAs("alice", "doctor", "-o", "json", "--environment", "Development", "--port", $"{bus.Silo.Address.Port}", "--internal-port", $"{bus.Silo.InternalUri.Port}"), 0);
        Level(found, "public port").ShouldBe("ok");
        Says(found, "public port").ShouldContain("A bus answers");
        Level(found, "server").ShouldBe("ok");
        Level(found, "constitution").ShouldBe("ok");
        Level(found, "clock").ShouldBe("ok");
        found.Where(static f => (string?)f["subject"] == "credential").Select(static f => (string?)f["says"]).ShouldContain("The bus knows it: alice of default-tenant");
    }

    [Fact]
    public void Doctor_takes_a_bus_that_runs_with_these_data_for_no_fault()
    {
        var found = Findings(
            bus.RunAs("alice", "doctor", "-o", "json", "--environment", "Development", "--data-dir", bus.Silo.DataDirectory, "--port", $"{bus.Silo.Address.Port}", "--internal-port", $"{bus.Silo.InternalUri.Port}"), 0);
        Level(found, "configuration").ShouldBe("ok");
        Says(found, "disk").ShouldContain("MiB are free");
    }

    [Fact]
    public void Doctor_says_what_is_wrong_and_what_to_do()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        using var directory = new TemporaryDirectory("doctor");
        File.WriteAllText(directory.File("expired.pem"), Expired());
        File.WriteAllText(directory.File("private.pem"), PrivateKey());
        var found = Findings(
            Cli.Run(
                "doctor", "-o", "json", "--environment", "Production", "--connect-timeout", "200ms", "--token", "nonsense",
                "--port", $"{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}",
                "--AgentBus:Authentication:KeyFiles:0", directory.File("private.pem"),
                "--AgentBus:Listen:CertificateFile", directory.File("expired.pem"),
                "--data-dir", "/proc/nothing"),
            1);
        foreach (var subject in (string[])["configuration", "public port", "data directory", "issuer's keys", "certificate", "server", "credential"])
        {
            var finding = found.First(f => (string?)f["subject"] == subject);
            ((string?)finding["level"]).ShouldBe("wrong", subject);
            ((string?)finding["remedy"]).ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void Doctor_for_people_ends_with_how_much_is_wrong()
    {
        var outcome = Cli.Run("doctor", "--environment", "Production", "--connect-timeout", "50ms", "--url", NoServer);
        outcome.Code.ShouldBe(1);
        outcome.Output.Trim().Split('\n').Last().ShouldMatch("^[0-9]+ wrong, [0-9]+ to look at[.]$");
        outcome.Output.ShouldContain("        -> agentbus keys create issuer");
    }

    private static List<JsonObject> Findings(CommandOutcome outcome, int code)
    {
        outcome.Code.ShouldBe(code, outcome.Output + outcome.Error);
        return [.. JsonNode.Parse(outcome.Output)!.AsArray().Select(static finding => finding!.AsObject())];
    }

    private static string? Level(IEnumerable<JsonObject> found, string subject) => (string?)found.First(f => (string?)f["subject"] == subject)["level"];

    private static string Says(IEnumerable<JsonObject> found, string subject) => (string)found.First(f => (string?)f["subject"] == subject)["says"]!;

    private static string Expired()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=bus", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        return certificate.ExportCertificatePem();
    }

    private static string PrivateKey()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
