using System.Xml.Linq;
using CommerceOS.Data.Objects;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CommerceOS.Data.Schema;

public static class DataProtectionInDatabase
{
    /// <summary>Keeps the key ring in the database, so that all replicas share it, encrypted under the master key.</summary>
    public static IDataProtectionBuilder UseDatabase(this IDataProtectionBuilder builder)
    {
        builder.SetApplicationName("CommerceOS");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new KeyRepository(services.GetRequiredService<NpgsqlDataSource>());
            options.XmlEncryptor = new MasterKeyXmlEncryptor(services.GetRequiredService<IOptions<MasterKeyOptions>>());
        }));
        return builder;
    }

    /// <summary>Reads and writes as the login: the key ring belongs to the services, to no workspace.</summary>
    private sealed class KeyRepository(NpgsqlDataSource dataSource) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var command = dataSource.CreateCommand("select xml from identity.data_protection_keys order by id");
            using var reader = command.ExecuteReader();
            var keys = new List<XElement>();
            while (reader.Read()) keys.Add(XElement.Parse(reader.GetString(0)));
            return keys;
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var command = dataSource.CreateCommand("insert into identity.data_protection_keys (id, name, xml) values ($1, $2, $3) on conflict (name) do nothing");
            command.Parameters.AddWithValue(Guid.CreateVersion7());
            command.Parameters.AddWithValue(friendlyName);
            command.Parameters.AddWithValue(element.ToString(SaveOptions.DisableFormatting));
            command.ExecuteNonQuery();
        }
    }
}
