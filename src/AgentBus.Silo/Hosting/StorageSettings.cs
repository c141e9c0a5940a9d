using AgentBus.Grains.Hosting;
using AgentBus.Silo.Options;
using AgentBus.Storage;

namespace AgentBus.Silo.Hosting;

/// <summary>Gives the store its settings, with those that other sections decide (<see cref="SettingsCatalog.Derived"/>).</summary>
internal static class StorageSettings
{
    /// <summary>Fills the store's options.</summary>
    /// <param name="storage">The options to fill.</param>
    /// <param name="section">The section AgentBus.</param>
    /// <param name="options">The same, read.</param>
    public static void Fill(SqliteStorageOptions storage, IConfigurationSection section, AgentBusOptions options)
    {
        section.GetSection("Storage").Bind(storage);
        storage.DataDirectory = options.DataDir;

        // A key that the grains still honour must not be gone from the journal, so there is one window.
        storage.IdempotencyWindow = section.GetValue("Bus:IdempotencyWindow", new BusOptions().IdempotencyWindow);
    }
}
