using AgentBus.Cli.Commands;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Serving;

namespace AgentBus.Cli.Examination;

/// <summary>Looks at everything of this installation, in the order in which one thing rests on the other.</summary>
/// <param name="surroundings">The silo and the clock.</param>
/// <param name="switches">The switches that the silo is started with.</param>
/// <param name="url">The bus; null: the one that is configured here.</param>
/// <param name="credential">A credential to try; null: none.</param>
/// <param name="patience">How long to try to reach something.</param>
internal sealed class InstallationExamination(CommandSurroundings surroundings, IReadOnlyList<string> switches, BusAddress? url, BusCredential? credential, TimeSpan patience)
{
    private const int DefaultPort = 8080;
    private const string Development = "# environment: Development";

    public async IAsyncEnumerable<Finding> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var finding in SiloExamination.OfInstallation(surroundings.Silo, SiloExecutable.DotnetRoot))
        {
            yield return finding;
        }

        var settings = new Settings([]);
        if (File.Exists(surroundings.Silo.Assembly))
        {
            var shown = await surroundings.Silo.AskAsync(["--config-show", .. switches], cancellationToken);
            settings = new Settings(SiloSetting.ReadAll(shown.Output));
            await foreach (var finding in OfSettingsAsync(settings, shown.Output.Contains(Development, StringComparison.Ordinal), cancellationToken))
            {
                yield return finding;
            }

            foreach (var finding in SiloExamination.OfConfiguration(await surroundings.Silo.AskAsync(["--config-check", .. switches], cancellationToken)))
            {
                yield return finding;
            }
        }

        await foreach (var finding in OfServerAsync(settings, cancellationToken))
        {
            yield return finding;
        }
    }

    private async IAsyncEnumerable<Finding> OfSettingsAsync(Settings settings, bool isDevelopment, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (settings.AreUnknown)
        {
            yield break;
        }

        yield return await PortExamination.OfAsync("public port", settings["Listen:Host"], settings.Number("Listen:PublicPort"), "PublicPort", patience, cancellationToken);
        yield return await PortExamination.OfAsync("internal port", settings["Listen:InternalHost"], settings.Number("Listen:InternalPort"), "InternalPort", patience, cancellationToken);
        foreach (var finding in (IEnumerable<Finding>)
        [
            .. DataExamination.Of(settings["DataDir"]),
            .. KeyExamination.Of(settings, isDevelopment),
            .. CertificateExamination.Of(settings["Listen:CertificateFile"], settings["Listen:CertificateKeyFile"], surroundings.Clock.GetUtcNow()),
        ])
        {
            yield return finding;
        }
    }

    private async IAsyncEnumerable<Finding> OfServerAsync(Settings settings, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var port = settings.Number("Listen:PublicPort") is > 0 and var configured ? configured : DefaultPort;
        var address = url ?? BusAddress.TryRead($"{(settings["Listen:CertificateFile"].Length > 0 ? "https" : "http")}://127.0.0.1:{port}")!;
        var server = await ServerExamination.OfAsync(address, patience, surroundings.Clock, cancellationToken);
        foreach (var finding in server)
        {
            yield return finding;
        }

        if (credential is null)
        {
            yield return Finding.Warning("credential", "None was given, so none was tried.", "Name one by --token-file or $AGENTBUS_TOKEN_FILE.");
            yield break;
        }

        foreach (var finding in TokenExamination.Of(credential, settings, surroundings.Clock.GetUtcNow()))
        {
            yield return finding;
        }

        if (server[0].Level == FindingLevel.Ok)
        {
            yield return await TokenExamination.AskAsync(address, credential, patience, cancellationToken);
        }
    }
}
