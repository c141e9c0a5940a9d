using System.Security.Cryptography;
using System.Text;
using AgentBus.Client;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Edge;

/// <summary>The example of docs/guides/own-authenticator.md: built, loaded into the built silo, and used.</summary>
public sealed class PartnerAuthenticatorTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("partner");
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_guide_shows_the_example_word_for_word() =>
        File.ReadAllText(Path.Combine(BuiltOutput.Root, "docs/guides/own-authenticator.md")).ShouldContain(File.ReadAllText(Path.Combine(BuiltOutput.Root, "docs/samples/PartnerAuthenticator/PartnerScheme.cs")).Trim());

    [Fact]
    public async Task An_agent_comes_in_by_the_added_scheme_and_a_wrong_credential_of_it_does_not()
    {
        await File.WriteAllBytesAsync(_directory.File("secret"), _secret, TestContext.Current.CancellationToken);
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default
                .With("Authentication:Extensions:0", BuiltOutput.Assembly("docs/samples/PartnerAuthenticator"))
                .WithVariable("Partner__SecretFile", _directory.File("secret")),
            TestContext.Current.CancellationToken);
        var end = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();

        await using var client = await SiloFixture.ConnectAsync(silo, "robot", options => options with { Token = Sign("robot", end) });
        (await client.PublishAsync("science", "explore", "from the partner", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();

        foreach (var wrong in new[] { Sign("robot", end).Replace(".robot.", ".admin.", StringComparison.Ordinal), Sign("robot", end - 7_200), "Partner nonsense", "Other x" })
        {
            (await Should.ThrowAsync<AgentBusException>(() => SiloFixture.ConnectAsync(silo, "robot", options => options with { Token = wrong })))
                .Code.ShouldBe(AgentBusCodes.Unauthenticated, wrong);
        }
    }

    private string Sign(string agent, long end)
    {
        var statement = $"{SiloProcess.Tenant}.{agent}.{end}";
        return $"Partner {statement}.{Convert.ToHexString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(statement)))}";
    }
}
