using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Security;

public sealed class RawContentKeysTests : IDisposable
{
    private static readonly RawContentBinding Case = new("acme", "c1", new string('b', 64));
    private readonly TemporaryDirectory _directory = new("raw-keys");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Production_without_a_key_does_not_start_where_a_tenant_keeps_raw_content_and_keeps_nothing_elsewhere()
    {
        var error = Should.Throw<ConfigurationError>(() => new RawContentKeys(Keeping(), canMakeKey: false));

        error.Key.ShouldBe("AgentBus:RawContent:KeyFile");
        error.Message.ShouldContain("acme");
        error.Message.ShouldContain("openssl rand -base64 32");
        new RawContentKeys(Options(), canMakeKey: false).Seal(Case, [1]).ShouldBeNull();
    }

    [Fact]
    public void Development_makes_a_key_at_its_first_use_for_its_user_only_and_keeps_it()
    {
        var path = _directory.File("raw-content.key");
        var keys = new RawContentKeys(Keeping(), canMakeKey: true);
        File.Exists(path).ShouldBeFalse();

        var content = keys.Seal(Case, [1, 2, 3]).ShouldNotBeNull();

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        new RawContentKeys(Keeping(), canMakeKey: true).Open(Case, content).ShouldNotBeNull().Bytes.ToArray().ShouldBe(new byte[] { 1, 2, 3 });
    }

    [Fact]
    public void A_former_key_decrypts_and_the_new_one_encrypts()
    {
        var (before, after) = (Key("before", 1), Key("after", 2));
        var options = Keeping();
        options.RawContent.KeyFile = before;
        var content = new RawContentKeys(options, canMakeKey: false).Seal(Case, [1]).ShouldNotBeNull();

        options.RawContent.KeyFile = after;
        new RawContentKeys(options, canMakeKey: false).Open(Case, content).ShouldBeNull();
        options.RawContent.FormerKeyFiles.Add(before);
        var keys = new RawContentKeys(options, canMakeKey: false);

        keys.Open(Case, content).ShouldNotBeNull();
        keys.Seal(Case, [1]).ShouldNotBeNull().KeyId.ShouldNotBe(content.KeyId);
    }

    [Fact]
    public void A_key_that_cannot_be_used_ends_the_start_and_is_not_repeated()
    {
        var options = Options();
        options.RawContent.KeyFile = _directory.File("none");
        Should.Throw<ConfigurationError>(() => new RawContentKeys(options, canMakeKey: true)).Key.ShouldBe("AgentBus:RawContent:KeyFile");

        File.WriteAllText(_directory.File("short"), "c2hvcnQ=");
        options.RawContent.KeyFile = _directory.File("short");
        var error = Should.Throw<ConfigurationError>(() => new RawContentKeys(options, canMakeKey: true));
        error.Message.ShouldContain("32 bytes");
        error.Message.ShouldNotContain("c2hvcnQ=");

        options.RawContent.KeyFile = "";
        options.RawContent.FormerKeyFiles.Add(Key("before", 1));
        Should.Throw<ConfigurationError>(() => new RawContentKeys(options, canMakeKey: true)).Message.ShouldContain("only decrypt");
    }

    [Fact]
    public void A_declaration_says_who_may_look()
    {
        new ReviewOptions().ToSettings().RawContent.ShouldBeNull();
        new ReviewOptions { RawContentRoles = ["privacy"] }.ToSettings().RawContent.ShouldBeNull();
        new ReviewOptions { KeepRawContent = true }.ToSettings().RawContent.ShouldNotBeNull().Roles.ShouldBe(["admin"]);
        new ReviewOptions { KeepRawContent = true, RawContentRoles = ["privacy"] }.ToSettings().RawContent.ShouldNotBeNull().Roles.ShouldBe(["privacy"]);
    }

    private AgentBusOptions Options() => new() { DataDir = _directory.Path };

    private AgentBusOptions Keeping()
    {
        var options = Options();
        options.Tenants["acme"] = new TenantOptions { Deliberation = new ReviewOptions { KeepRawContent = true } };
        return options;
    }

    private string Key(string name, byte fill)
    {
        var path = _directory.File(name);
        File.WriteAllText(path, Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray()) + "\n");
        return path;
    }
}
