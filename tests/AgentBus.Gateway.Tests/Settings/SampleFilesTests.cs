using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBus.Model;
using AgentBus.Silo.Hosting;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Settings;

/// <summary>The shipped files of settings pass the checks of a start, with files of a test in place of those that only an installation has.</summary>
public sealed class SampleFilesTests : IDisposable
{
    private const string Root = "AgentBus:";
    private readonly TemporaryDirectory _directory = new("samples");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void There_is_one_for_each_profile() =>
        SampleFiles.All.Select(static row => row.Data).ShouldBe(["appsettings.Development.json", "appsettings.Hardened.json", "appsettings.Production.json"]);

    [Theory]
    [MemberData(nameof(SampleFiles.All), MemberType = typeof(SampleFiles))]
    public async Task A_silo_could_start_with_it_and_nothing_in_it_is_unknown(string file)
    {
        var output = new StringWriter();

        await ConfigurationCommands.CheckAsync(Command(file, [.. OwnFiles()]), Place, output);

        output.ToString().ShouldBe($"The configuration for {Environment(file)} is right.\n");
    }

    [Theory]
    [InlineData("appsettings.Production.json")]
    [InlineData("appsettings.Hardened.json")]
    public async Task Without_the_keys_of_an_issuer_production_does_not_start(string file)
    {
        string[] others = [.. OwnFiles().Chunk(2).Where(static pair => !pair[0].Contains("KeyFiles", StringComparison.Ordinal)).SelectMany(static pair => pair)];

        var error = await Should.ThrowAsync<ConfigurationError>(() => ConfigurationCommands.CheckAsync(Command(file, others), Place, TextWriter.Null));

        error.Message.ShouldContain("AgentBus:Authentication:KeyFiles:0 names /etc/agentbus/issuer.pem, which cannot be used.");
    }

    [Theory]
    [InlineData("appsettings.Production.json")]
    [InlineData("appsettings.Hardened.json")]
    public async Task Production_has_no_demonstration(string file) =>
        (await Should.ThrowAsync<ConfigurationError>(() => ConfigurationCommands.CheckAsync(Command(file, [.. OwnFiles(), "--demo"]), Place, TextWriter.Null)))
            .Message.ShouldContain("--demo makes credentials of its own, and the environment is Production.");

    private static SettingsPlace Place { get; } = new(AppContext.BaseDirectory, new Dictionary<string, string>());

    private static string Environment(string file) => file.Contains("Development", StringComparison.Ordinal) ? "Development" : "Production";

    private static CommandLine Command(string file, string[] more) =>
        CommandLine.Parse(["--config", SampleFiles.PathOf(file), "--environment", Environment(file), "--strict", .. more]);

    private IEnumerable<string> OwnFiles()
    {
        using var issuer = new TokenIssuer("i", "a");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(_directory.File("issuer.pem"), issuer.PublicKey);
        LedgerKeyFile.Write(_directory.File("ledger.pem"));
        File.WriteAllText(_directory.File("tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(_directory.File("tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(_directory.File("seal.key"), RandomNumberGenerator.GetBytes(32));
        return
        [
            $"--{Root}Authentication:KeyFiles:0", _directory.File("issuer.pem"),
            $"--{Root}Ledger:Keys:main:File", _directory.File("ledger.pem"),
            $"--{Root}Authentication:CertificateSealFile", _directory.File("seal.key"),
            $"--{Root}Listen:CertificateFile", _directory.File("tls.crt"),
            $"--{Root}Listen:CertificateKeyFile", _directory.File("tls.key"),
            $"--{Root}Listen:ClientAuthorityFile", _directory.File("tls.crt"),
            $"--{Root}SecretsDirectory", Directory.CreateDirectory(_directory.File("secrets")).FullName,
        ];
    }
}
