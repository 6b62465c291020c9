namespace CommerceOS.Connectors.Channels.ListingPackage;

internal static class PackageNote
{
    public const string Text = """
        Listing package

        images/                     Pictures, named by SKU. SKU.MAIN is the main image on pure white; SKU.PT01 and so on follow in order.
                                    Amazon's image upload reads these names as they are.
        videos/                     Videos (MP4), named by SKU, for upload in the shop.
        shopify-products.*.csv      Shopify: Products, Import. Products come in as drafts. Shopify takes pictures by address only, so add
                                    them in the product's media section, or put addresses into “Product image URL”.
        amazon-listings.*.txt       Columns that Amazon's inventory templates share. Copy them into the template of your category.
        google-merchant.*.xml       Google Merchant Center feed. Add link, image_link and availability: only your shop knows them.
        manifest.json               Every file with its size and SHA-256, and how each picture was made.

        商品资料包

        images/                     以 SKU 命名的图片。SKU.MAIN 为纯白底主图，SKU.PT01 起依次为其他图片。亚马逊批量上传图片可直接使用这些文件名。
        videos/                     以 SKU 命名的视频（MP4），请在店铺后台上传。
        shopify-products.*.csv      在 Shopify 的“商品 - 导入”中使用，导入后为草稿。Shopify 只接受图片网址，请在商品媒体中上传图片。
        amazon-listings.*.txt       亚马逊库存模板的通用列，请复制到所属类目的模板中。
        google-merchant.*.xml       Google Merchant Center 数据源。请补充 link、image_link 和 availability。
        manifest.json               每个文件的大小和 SHA-256，以及每张图片的制作方式。

        """;
}
