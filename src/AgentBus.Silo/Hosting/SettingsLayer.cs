namespace AgentBus.Silo.Hosting;

/// <summary>A source of settings that can say where each of its values comes from.</summary>
/// <param name="values">The values, by key.</param>
/// <param name="origin">Where a key's value comes from.</param>
internal sealed class SettingsLayer(IEnumerable<KeyValuePair<string, string?>> values, Func<string, string> origin) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(values, origin);

    /// <summary>The values, each of which knows its origin.</summary>
    internal sealed class Provider : ConfigurationProvider
    {
        private readonly Func<string, string> _origin;

        public Provider(IEnumerable<KeyValuePair<string, string?>> values, Func<string, string> origin)
        {
            _origin = origin;
            foreach (var (key, value) in values)
            {
                Data[key] = value;
            }
        }

        /// <summary>Where the value of a key comes from.</summary>
        public string OriginOf(string key) => _origin(key);
    }
}
