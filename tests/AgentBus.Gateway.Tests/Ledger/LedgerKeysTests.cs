using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.Silo.Ledger;
using AgentBus.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Gateway.Tests.Ledger;

public sealed class LedgerKeysTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new("ledger-keys");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Production_without_a_key_does_not_start_and_the_message_says_how_to_make_one()
    {
        var error = Should.Throw<ConfigurationError>(() => new LedgerKeys(new LedgerOptions(), _directory.Path, canMakeKey: false, Now));

        error.Key.ShouldBe("AgentBus:Ledger:Keys");
        error.Message.ShouldContain("names no key");
        error.Message.ShouldContain("openssl ecparam");
    }

    [Fact]
    public void Development_makes_a_key_at_its_first_use_for_its_user_only_and_keeps_it()
    {
        var path = _directory.File("ledger-key.pem");
        var keys = new LedgerKeys(new LedgerOptions(), _directory.Path, canMakeKey: true, Now);
        File.Exists(path).ShouldBeFalse();

        var signed = keys.Sign("acme", new TreeHead(1, MerkleHash.Empty), Now)!;

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        new LedgerKeys(new LedgerOptions(), _directory.Path, canMakeKey: true, Now).Verify("acme", signed.Note)!.Head.ShouldBe(signed.Head);
    }

    [Fact]
    public void A_key_that_cannot_be_used_or_does_not_sign_now_ends_the_start()
    {
        var options = new LedgerOptions();
        options.Keys["main"] = new LedgerKeyOptions { File = _directory.File("none.pem") };
        Should.Throw<ConfigurationError>(() => new LedgerKeys(options, _directory.Path, canMakeKey: true, Now)).Key.ShouldBe("AgentBus:Ledger:Keys:main:File");

        LedgerKeyFile.Write(_directory.File("ledger.pem"));
        options.Keys["main"] = new LedgerKeyOptions { File = _directory.File("ledger.pem"), ValidUntil = Now };
        Should.Throw<ConfigurationError>(() => new LedgerKeys(options, _directory.Path, canMakeKey: true, Now)).Message.ShouldContain("no key that signs now");
    }

    [Fact]
    public void A_place_for_heads_within_the_data_directory_ends_the_start()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("AgentBus:Ledger:HeadDirectory", _directory.File("data/heads"))]).Build();

        Should.Throw<ConfigurationError>(() => new ServiceCollection().AddLedgerKeys(settings, _directory.File("data"), canMakeKey: true))
            .Key.ShouldBe("AgentBus:Ledger:HeadDirectory");
        new ServiceCollection().AddLedgerKeys(settings, _directory.File("other"), canMakeKey: true).Count(static s => s.ServiceType == typeof(ITreeHeadSink)).ShouldBe(1);
    }
}
