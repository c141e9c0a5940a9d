using AgentBus.Silo.Options;

namespace AgentBus.Silo.Hosting;

/// <summary>
/// The one order of precedence (CFG-01), weakest first: defaults in code, appsettings.json, appsettings.{Environment}.json, the file of
/// --config, the aliases of the environment, AgentBus__… of the environment, the command line.
/// </summary>
internal static class SettingsSources
{
    /// <summary>Replaces the sources of the builder.</summary>
    public static void Use(ConfigurationManager configuration, string environment, CommandLine command)
    {
        configuration.Sources.Clear();
        configuration.SetBasePath(AppContext.BaseDirectory);
        configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: false);
        configuration.AddJsonFile($"appsettings.{environment}.json", optional: true, reloadOnChange: false);
        if (command.ConfigFile is { } file)
        {
            AddFile(configuration, file);
        }

        configuration.AddInMemoryCollection(EnvironmentAliases.Read(System.Environment.GetEnvironmentVariable));
        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(command.Settings);
    }

    private static void AddFile(ConfigurationManager configuration, string file)
    {
        try
        {
            configuration.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw ConfigurationFault.At("--config", $"names {file}, which cannot be read. {e.Message}");
        }
    }
}
