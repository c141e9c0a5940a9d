using System.Collections;

namespace AgentBus.Silo.Hosting;

/// <summary>Where a silo finds its settings.</summary>
/// <param name="Directory">The directory of appsettings.json.</param>
/// <param name="Variables">The environment.</param>
internal sealed record SettingsPlace(string Directory, IReadOnlyDictionary<string, string> Variables)
{
    private const string Default = "Production";

    /// <summary>That of this process.</summary>
    public static SettingsPlace OfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new SettingsPlace(AppContext.BaseDirectory, variables);
    }

    /// <summary>The name of the environment: as the command line says, else the variables that ASP.NET Core goes by.</summary>
    public string EnvironmentName(CommandLine command) =>
        command.Environment
        ?? Variables.GetValueOrDefault("DOTNET_ENVIRONMENT")
        ?? Variables.GetValueOrDefault("ASPNETCORE_ENVIRONMENT")
        ?? (command.IsDemo ? Environments.Development : Default);
}
