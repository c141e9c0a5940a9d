using AgentBus.Silo.Options;

namespace AgentBus.Silo.Demo;

/// <summary>Where a demonstration keeps its data, unless a place was named.</summary>
internal static class DemoDirectory
{
    private const string Prefix = "agentbus-demo-";

    /// <summary>Moves the data to a new temporary directory, so that each demonstration begins anew; where it is only looked whether one could start, none is made.</summary>
    /// <exception cref="Model.ConfigurationError">This is no place for a demonstration, which makes credentials of its own.</exception>
    public static void Use(AgentBusOptions options, IConfiguration configuration, IHostEnvironment environment, bool runs)
    {
        if (!environment.IsDevelopment())
        {
            throw ConfigurationFault.At(
                "--demo", $"makes credentials of its own, and the environment is {environment.EnvironmentName}. Add --environment Development, or leave --demo out.");
        }

        if (configuration[$"{AgentBusOptions.Section}:{nameof(AgentBusOptions.DataDir)}"] is null)
        {
            options.DataDir = runs ? Directory.CreateTempSubdirectory(Prefix).FullName : Path.Combine(Path.GetTempPath(), Prefix + Path.GetRandomFileName());
        }
    }
}
