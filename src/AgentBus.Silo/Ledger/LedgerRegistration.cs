using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Storage;

namespace AgentBus.Silo.Ledger;

/// <summary>Composes what answers for the ledgers and where their heads go.</summary>
internal static class LedgerRegistration
{
    private const string Section = $"{AgentBusOptions.Section}:Ledger";

    /// <summary>Adds keys and sinks.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="canMakeKey">A key is made where none is named.</param>
    /// <exception cref="ConfigurationError">A sink lies where it is of no use, or its token cannot be read.</exception>
    public static IServiceCollection AddLedgerKeys(this IServiceCollection services, IConfiguration configuration, string dataDirectory, bool canMakeKey)
    {
        var options = new LedgerOptions();
        configuration.GetSection(Section).Bind(options);
        services.AddSingleton(provider => new LedgerKeys(options, dataDirectory, canMakeKey, provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton<ITreeHeadSigner>(static provider => provider.GetRequiredService<LedgerKeys>());
        if (options.HeadDirectory.Length > 0)
        {
            if (IsWithin(dataDirectory, options.HeadDirectory))
            {
                throw ConfigurationFault.At($"{Section}:{nameof(LedgerOptions.HeadDirectory)}", "lies in the data directory: who sets that back sets the heads back with it.");
            }

            services.AddFileTreeHeadSink(options.HeadDirectory);
        }

        if (options.HeadUrl.Length > 0)
        {
            var token = options.HeadTokenFile.Length > 0 ? SecretFiles.Read(options.HeadTokenFile, $"{Section}:{nameof(LedgerOptions.HeadTokenFile)}") : "";
            services.AddSingleton<ITreeHeadSink>(_ => new HttpTreeHeadSink(new Uri(options.HeadUrl), token, options.HeadTimeout));
        }

        return services;
    }

    private static bool IsWithin(string directory, string path)
    {
        var relative = Path.GetRelativePath(Path.GetFullPath(directory), Path.GetFullPath(path));
        return !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }
}
