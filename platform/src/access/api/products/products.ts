import { Type } from 'typebox';
import { type Route, route } from '../../../kernel/index.ts';
import { READ } from '../../administration.ts';
import { noProduct } from '../../errors.ts';
import { PERMISSIONS } from '../../permissions.ts';

const PATH = '/data/foundation/access-control/administration/products';
/** The one product there is. The id is ours; clients take it from the list. */
const PRODUCT = { id: 'meniscus', name: 'Adobe Experience Platform', serviceCode: 'acp' };
const PERMISSION_SET = Type.Object({
  id: Type.String(),
  name: Type.String(),
  category: Type.String(),
  permissions: Type.Array(Type.Object({ resource: Type.String(), actions: Type.Array(Type.String()) })),
});

function refuseOther(productId: string | undefined): void {
  if (productId !== PRODUCT.id) throw noProduct(productId ?? '');
}

/** The product with its permission categories and permission sets (page "Products endpoint"). */
export function productRoutes(): readonly Route[] {
  const common = { method: 'GET', service: 'Access Control', access: READ, organisationWide: true } as const;
  const missing = { 404: { description: 'No such product.' } };
  return [
    route({
      ...common,
      id: 'listProducts',
      path: PATH,
      summary: 'The products of the organisation.',
      responses: {
        200: { description: 'The products.', schema: Type.Object({ products: Type.Array(Type.Unknown()) }) },
      },
      handle: () => ({ body: { products: [PRODUCT] } }),
    }),
    route({
      ...common,
      id: 'listPermissionCategories',
      path: `${PATH}/:productId/categories`,
      summary: 'Categories of permissions.',
      responses: {
        200: { description: 'The categories.', schema: Type.Object({ categories: Type.Array(Type.Unknown()) }) },
        ...missing,
      },
      handle: ({ params }) => {
        refuseOther(params.productId);
        return {
          body: { categories: [...new Set(PERMISSIONS.map(({ category }) => category))].map((name) => ({ name })) },
        };
      },
    }),
    route({
      ...common,
      id: 'listPermissionSets',
      path: `${PATH}/:productId/permission-sets`,
      summary: 'Permission sets: what a role can be given, with the resources and actions of each.',
      responses: {
        200: { description: 'The sets.', schema: Type.Object({ 'permission-sets': Type.Array(PERMISSION_SET) }) },
        ...missing,
      },
      handle: ({ params }) => {
        refuseOther(params.productId);
        const sets = PERMISSIONS.map(({ slug, name, category, grants }) => ({
          id: slug,
          name,
          category,
          permissions: Object.entries(grants).map(([resource, actions]) => ({ resource, actions })),
        }));
        return { body: { 'permission-sets': sets } };
      },
    }),
  ];
}
