using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests.Bus;

public sealed class CredentialCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("cli-credentials");

    private string Key => _directory.File("issuer.key.pem");

    private string PublicKey => _directory.File("issuer.pub.pem");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_key_pair_lies_in_two_files_of_which_one_is_private_and_neither_is_printed()
    {
        var outcome = Create();
        File.ReadAllText(Key).ShouldStartWith("-----BEGIN PRIVATE KEY-----");
        File.ReadAllText(PublicKey).ShouldStartWith("-----BEGIN PUBLIC KEY-----");
        outcome.Output.ShouldContain(PublicKey);
        outcome.Output.ShouldNotContain(File.ReadAllLines(Key)[1]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_key_pair_replaces_another_only_by_force()
    {
        Create();
        var first = File.ReadAllText(Key);
        Cli.Run("keys", "create", _directory.File("issuer")).Code.ShouldBe(1);
        File.ReadAllText(Key).ShouldBe(first);
        Cli.Run("keys", "create", _directory.File("issuer"), "--force").Code.ShouldBe(0);
        File.ReadAllText(Key).ShouldNotBe(first);
    }

    [Fact]
    public void A_token_says_what_it_was_asked_to_say()
    {
        Create();
        var token = Sign("robot-1", "--tenant", "acme", "-r", "agent", "-r", "observer", "--lifetime", "15m", "--clearance", "3", "--type", "service", "--capability", "summarise", "--kid", "k1");
        var outcome = Cli.RunWith(token, "token", "inspect", "-", "--key", PublicKey, "-o", "json");
        outcome.Code.ShouldBe(0, outcome.Error);
        outcome.Output.ShouldNotContain(token.Split('.')[2]);
        var claims = JsonNode.Parse(outcome.Output)!;
        ((string?)claims["sub"]).ShouldBe("robot-1");
        ((string?)claims["tenant_id"]).ShouldBe("acme");
        claims["roles"]!.ToJsonString().ShouldBe("""["agent","observer"]""");
        claims["capabilities"]!.ToJsonString().ShouldBe("""["summarise"]""");
        ((int)claims["clearance"]!).ShouldBe(3);
        ((string?)claims["type"]).ShouldBe("service");
        ((long)claims["exp"]! - (long)claims["iat"]!).ShouldBe(900);
        ((string?)claims["signature"]).ShouldBe("valid");
        ((string?)claims["state"]).ShouldBe("valid");
    }

    [Fact]
    public void A_token_goes_into_a_file_and_then_nowhere_else()
    {
        Create();
        var outcome = Cli.Run("token", "create", "robot-1", "--key", Key, "--out", _directory.File("robot.token"));
        outcome.Code.ShouldBe(0, outcome.Error);
        var token = File.ReadAllText(_directory.File("robot.token")).Trim();
        token.Split('.').Length.ShouldBe(3);
        (outcome.Output + outcome.Error).ShouldNotContain(token.Split('.')[1]);
        Cli.Run("token", "create", "robot-1", "--key", Key, "--out", _directory.File("robot.token")).Code.ShouldBe(1);
    }

    [Fact]
    public void A_token_of_another_key_is_told_from_one_of_this()
    {
        Create();
        var token = Sign("robot-1");
        Cli.Run("keys", "create", _directory.File("other"));
        var outcome = Cli.RunWith(token, "token", "inspect", "-", "--key", _directory.File("other.pub.pem"));
        outcome.Code.ShouldBe(1);
        outcome.Output.ShouldContain("invalid");
        Cli.RunWith(Tampered(token), "token", "inspect", "-", "--key", PublicKey).Code.ShouldBe(1);
    }

    [Fact]
    public void A_token_that_has_expired_is_no_longer_valid()
    {
        using var issuer = new TokenIssuer("i", "a");
        var outcome = Cli.RunWith(issuer.Token("t", "robot", ["agent"], TimeSpan.FromHours(-1)), "token", "inspect", "-");
        outcome.Code.ShouldBe(1);
        outcome.Output.ShouldContain("expired");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.***")]
    [InlineData("W10.W10.")]
    [InlineData("ak.default-tenant.k1.secret")]
    public void What_is_no_token_cannot_be_inspected_and_is_not_printed(string text)
    {
        var outcome = Cli.RunWith(text, "token", "inspect", "-");
        outcome.Code.ShouldBe(1);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldNotContain("secret");
    }

    [Fact]
    public void Only_a_private_key_signs()
    {
        Create();
        Cli.Run("token", "create", "robot-1", "--key", PublicKey).Code.ShouldBe(1);
        File.WriteAllText(_directory.File("none.pem"), "nothing");
        Cli.Run("token", "create", "robot-1", "--key", _directory.File("none.pem")).Code.ShouldBe(1);
    }

    [Fact]
    public void A_credential_prints_as_what_it_is_and_not_as_it_is() => $"{BusCredential.OfText("ak.t.k.secret")}".ShouldNotContain("secret");

    private static string Tampered(string token)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{parts[1][..^2]}AA.{parts[2]}";
    }

    private CommandOutcome Create()
    {
        var outcome = Cli.Run("keys", "create", _directory.File("issuer"));
        outcome.Code.ShouldBe(0, outcome.Error);
        return outcome;
    }

    private string Sign(string agent, params string[] more)
    {
        var outcome = Cli.Run(["token", "create", agent, "--key", Key, .. more]);
        outcome.Code.ShouldBe(0, outcome.Error);
        return outcome.Output.Trim();
    }
}
